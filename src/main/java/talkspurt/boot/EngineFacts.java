package talkspurt.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import talkspurt.audio.HearingNet;
import talkspurt.boot.config.ProfileSheet;

/** What of the engine itself shapes calls, beside their profiles. */
final class EngineFacts {

  private static final String WEIGHTS = "/hearing/weights.bin";

  private EngineFacts() {}

  /** By name. */
  static Map<String, String> all() {
    return Map.of("version", Main.Version.text(), "hearing-weights", weights());
  }

  private static String weights() {
    try (InputStream in = HearingNet.class.getResourceAsStream(WEIGHTS)) {
      return ProfileSheet.digest(in.readAllBytes());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
