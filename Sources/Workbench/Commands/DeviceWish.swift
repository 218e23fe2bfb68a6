import Compute
import DSL

/// The device and the precision that are asked for, and where.
struct DeviceWish {
  let request: DeviceRequest
  let precision: Precision
  /// `file:line:column`, or an option's name.
  private let places: (device: String, precision: String)

  /// What the command line says goes before what the study does. Throws where a precision is asked for that the device
  /// never has.
  init(_ study: Study, device: DeviceRequest?, precision: Precision?) throws(Failure) {
    let chosen = (device: study.device, precision: study.precision)
    request = device ?? chosen.device.flatMap { DeviceRequest(rawValue: $0.name) } ?? .cpu
    self.precision = precision ?? chosen.precision.flatMap { Precision(rawValue: $0.name) } ?? .single
    places = (
      device == nil ? chosen.device?.place ?? "--device" : "--device",
      precision == nil ? chosen.precision?.place ?? "--precision" : "--precision"
    )
    guard request.precisions.contains(self.precision) else {
      throw refusal(of: "the device '\(request.rawValue)' has no precision '\(self.precision.rawValue)'")
    }
  }

  /// Opens the device. Throws where it is not there, or not as exact as it should be.
  func picked() throws(Failure) -> PickedDevice {
    if request == .cpu { return .processor(remark: nil) }
    do throws(DeviceError) {
      let device = try PickedDevice(.cuda(precision))
      try requireTensorCores(of: device)
      return request == .any ? device.remarking("the device is cuda: \(device.modelName)") : device
    } catch {
      guard request == .any else { throw Failure(.unavailable, "\(places.device): error: \(error)") }
      guard precision == .single else {
        throw refusal(of: "the device is cpu, since \(error.reason), and cpu has no precision '\(precision.rawValue)'")
      }
      return .processor(remark: "the device is cpu, since \(error.reason)")
    }
  }

  /// Products of fewer digits than single precision came with compute capability 8.0.
  private func requireTensorCores(of device: PickedDevice) throws(DeviceError) {
    guard precision != .single, let found = device.description?.computeCapability, found.major < 8 else { return }
    throw .missing(
      device: device.device.name,
      reason:
        "the precision '\(precision.rawValue)' needs compute capability 8.0 or newer, and \(device.modelName) has "
        + "\(found.major).\(found.minor)")
  }

  private func refusal(of what: String) -> Failure {
    Failure(
      .unavailable,
      "\(places.precision): error: \(what); choose the precision single, or the device cuda where there is one")
  }
}

extension ChosenWord {
  /// `file:line:column`
  fileprivate var place: String { "\(span.file):\(span.line):\(span.column)" }
}
