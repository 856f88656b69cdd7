package talkspurt.recording;

import java.util.List;

/** How recordings are encoded. Both lose nothing. */
public enum RecordingFormat {
  /** About half as long. */
  FLAC("flac"),
  /** Read by everything. */
  WAV("wav");

  private final String label;

  RecordingFormat(String label) {
    this.label = label;
  }

  /** Its name in settings, and how names of files end. */
  public String label() {
    return label;
  }

  /**
   * Of a setting.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static RecordingFormat of(String label) {
    for (RecordingFormat format : values()) {
      if (format.label.equals(label)) {
        return format;
      }
    }
    throw new IllegalArgumentException("format is '" + label + "'; allowed: flac, wav");
  }

  /** Encodes the sound of one file. */
  SoundEncoder encoder(int rateHz, int tracks, List<String> comments) {
    return this == FLAC
        ? new FlacEncoder(rateHz, tracks, comments)
        : new WavEncoder(rateHz, tracks);
  }
}
