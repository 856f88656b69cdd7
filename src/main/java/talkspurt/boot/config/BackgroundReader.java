package talkspurt.boot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.audio.Ambience;
import talkspurt.boot.Wav;
import talkspurt.media.settings.BackgroundSettings;
import talkspurt.media.settings.ProfileAmbience;

/** Reads what is heard below the bot's voice: {@code comfort-noise} and {@code ambience} of a block. */
final class BackgroundReader {

  /** A profile's own. */
  static final String BACKGROUND = "background";

  private static final String PLAY = "play";
  private static final String LEVEL_KEY = "level";
  private static final String ALLOWED = "-70dB to -25dB";
  private static final double USUAL_DBOV = -45;

  /** HOCON reads a bare off as a flag. */
  private static final Set<String> OFF = Set.of("off", "false");

  private static final Pattern LEVEL = Pattern.compile("(-\\d{1,2}(?:\\.\\d+)?) ?dB(?:ov)?");

  private BackgroundReader() {}

  static BackgroundSettings read(ConfigSection block) {
    return new BackgroundSettings(
        level(block, "comfort-noise", "off, or -90dBov to -40dBov"), ambience(block));
  }

  /**
   * What callers of a profile hear; its own {@code background}, or what all do.
   *
   * @param made where recordings are that other profiles have, too
   */
  static ProfileAmbience profile(ConfigSection profile, ProviderStore.Reading made) {
    if (!profile.has(BACKGROUND)) {
      return ProfileAmbience.ENGINE;
    }
    if (!profile.isBlock(BACKGROUND)) {
      String said = profile.text(BACKGROUND);
      if (!OFF.contains(said)) {
        throw refused(BACKGROUND, said, "off, or { play = FILE.wav, level = -70dB to -25dB }");
      }
      return ProfileAmbience.OFF;
    }
    return profile
        .section(BACKGROUND)
        .only(PLAY, LEVEL_KEY)
        .check(own -> ProfileAmbience.of(shared(own, made)));
  }

  /** A file is read once, whichever profiles name it, until it has changed. */
  private static Ambience shared(ConfigSection own, ProviderStore.Reading made) {
    Path file = Path.of(own.text(PLAY)).toAbsolutePath().normalize();
    double level = own.has(LEVEL_KEY) ? ambienceLevel(own) : USUAL_DBOV;
    try {
      return made.one(
          Ambience.class,
          List.of("ambience", file, level, Files.getLastModifiedTime(file), Files.size(file)),
          () -> new Ambience(Wav.read(file), level));
    } catch (IOException missing) {
      return new Ambience(Wav.read(file), level); // which tells what is wrong
    }
  }

  private static double ambienceLevel(ConfigSection own) {
    return level(own, LEVEL_KEY, ALLOWED)
        .filter(dbov -> dbov >= -70 && dbov <= -25)
        .orElseThrow(() -> refused(LEVEL_KEY, own.text(LEVEL_KEY), ALLOWED));
  }

  private static Optional<Ambience> ambience(ConfigSection block) {
    ConfigSection own = block.section("ambience").only(PLAY, LEVEL_KEY);
    return own.text(PLAY).isEmpty() ? Optional.empty() : own.check(BackgroundReader::recording);
  }

  private static Optional<Ambience> recording(ConfigSection own) {
    return Optional.of(new Ambience(Wav.read(Path.of(own.text(PLAY))), ambienceLevel(own)));
  }

  /** A level such as {@code -65dBov}; empty where it is {@code off}. */
  static Optional<Double> level(ConfigSection block, String key, String allowed) {
    String text = block.text(key);
    if (OFF.contains(text)) {
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
