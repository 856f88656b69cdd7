package talkspurt.recording;

import java.util.Locale;

/** Why a file of a recording ends. */
public enum RecordingEnd {
  /** The line is gone. */
  LINE_GONE,
  /** It was asked for. */
  STOPPED,
  /** The line speaks another rate from now on: another file goes on. */
  RATE_CHANGED,
  /** There is too little room left for recordings. */
  DISK_FULL,
  /** It could not be written. */
  FAILED;

  /** One word for people and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
