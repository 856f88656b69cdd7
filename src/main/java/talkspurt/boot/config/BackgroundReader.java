package talkspurt.boot.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.audio.Ambience;
import talkspurt.boot.Wav;
import talkspurt.media.settings.BackgroundSettings;

/** Reads what is heard below the bot's voice: {@code comfort-noise} and {@code ambience} of a block. */
final class BackgroundReader {

  private static final Pattern LEVEL = Pattern.compile("(-\\d{1,2}(?:\\.\\d+)?) ?dB(?:ov)?");

  private BackgroundReader() {}

  static BackgroundSettings read(ConfigSection block) {
    return new BackgroundSettings(
        level(block, "comfort-noise", "off, or -90dBov to -40dBov"), ambience(block));
  }

  private static Optional<Ambience> ambience(ConfigSection block) {
    ConfigSection own = block.section("ambience").only("play", "level");
    return own.text("play").isEmpty() ? Optional.empty() : own.check(BackgroundReader::recording);
  }

  private static Optional<Ambience> recording(ConfigSection own) {
    String allowed = "-70dB to -25dB";
    double level = level(own, "level", allowed)
        .filter(dbov -> dbov >= -70 && dbov <= -25)
        .orElseThrow(() -> refused("level", own.text("level"), allowed));
    return Optional.of(new Ambience(Wav.read(Path.of(own.text("play"))), level));
  }

  /** A level such as {@code -65dBov}; empty where it is {@code off}. */
  static Optional<Double> level(ConfigSection block, String key, String allowed) {
    String text = block.text(key);
    if (text.equals("off") || text.equals("false")) { // HOCON reads a bare off as a flag
      return Optional.empty();
    }
    Matcher level = LEVEL.matcher(text);
    if (!level.matches()) {
      throw refused(key, text, allowed);
    }
    return Optional.of(Double.valueOf(level.group(1)));
  }

  private static IllegalArgumentException refused(String key, String text, String allowed) {
    return new IllegalArgumentException(key + " is '" + text + "'; allowed: " + allowed);
  }
}
