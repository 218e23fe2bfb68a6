import Compute

/// One layer of networks side by side on a device: values, gradients and velocities, each [models, rows, columns], the bias
/// in the last column.
struct DeviceLayer {
  let values: Tensor
  let gradients: Tensor
  let velocities: Tensor

  /// Starts at some values, without velocity. Throws where the device has no room.
  init(_ shape: [Int], _ values: [Float], on backend: any Backend) throws(DeviceError) {
    self.values = try backend.tensor(shape, values)
    gradients = try backend.allocate(shape)
    velocities = try backend.tensor(shape, filledWith: 0)
  }
}
