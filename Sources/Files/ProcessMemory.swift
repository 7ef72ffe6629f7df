import CSyscalls

/// Memory of the process as the system counts it.
public enum ProcessMemory {
  /// Gives back what was freed and kept for later: before a part of the work that needs memory of another shape.
  public static func giveBack() { gk_trim_heaps() }
}
