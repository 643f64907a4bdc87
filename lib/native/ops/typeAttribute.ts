import { nativeBackend, type OpAttribute } from "../tensorflow";

/** TensorFlow's numbers of tensor types. */
export const FLOAT = 1;
export const INT32 = 3;
export const UINT8 = 4;

/** An op's attribute that names a type. */
export function typeAttribute(name: string, value: number): OpAttribute {
  return { name, type: nativeBackend().binding.TF_ATTR_TYPE, value };
}
