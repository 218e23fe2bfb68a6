import Compute

/// What large computations run on, once it was opened.
struct PickedDevice {
  let device: Device
  /// What results depend on, as keys have it.
  let identity: String
  /// `nil` for the processor.
  let description: CUDADescription?
  /// What was picked and why, where anything would do.
  private(set) var remark: String?

  /// Throws where it cannot be opened.
  init(_ device: Device) throws(DeviceError) {
    self.device = device
    (identity, description) = (try device.identity(), try device.description())
    _ = try device.backend()
  }

  private init(processor remark: String?) {
    (device, identity, description, self.remark) = (.cpu, Device.cpu.name, nil, remark)
  }

  /// The processor, which is always there.
  static func processor(remark: String?) -> PickedDevice { PickedDevice(processor: remark) }

  /// The same, with why it was picked.
  func remarking(_ remark: String) -> PickedDevice {
    var device = self
    device.remark = remark
    return device
  }

  /// Such as `NVIDIA H200`.
  var modelName: String { description?.name ?? device.name }
}
