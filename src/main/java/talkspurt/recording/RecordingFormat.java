package talkspurt.recording;

import java.util.List;

/** In which form recordings are kept. Both lose nothing. */
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

  /** Writes sound of this form. */
  SoundForm form(int rateHz, int tracks, List<String> comments) {
    return this == FLAC ? new FlacForm(rateHz, tracks, comments) : new WavForm(rateHz, tracks);
  }
}
