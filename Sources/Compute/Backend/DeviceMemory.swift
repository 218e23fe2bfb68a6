/// Memory of one device that tensors and indices are handles to; four bytes an element for single precision.
///
/// Only the backend that allocated it can reach its elements. It is freed with its last handle.
public protocol DeviceMemory: AnyObject, Sendable {}
