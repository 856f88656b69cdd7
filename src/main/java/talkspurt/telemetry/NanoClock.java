package talkspurt.telemetry;

/** A clock that never goes back, in nanoseconds from an arbitrary moment. */
@FunctionalInterface
public interface NanoClock {

  /** The time now. */
  long nanoTime();

  /** The machine's own. */
  static NanoClock system() {
    return System::nanoTime;
  }
}
