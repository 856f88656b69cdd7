package talkspurt.provider.mediastream;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a media message tells of its sound. Twilio's has no words for that; those of its kin do.
 *
 * @param rateHz samples per second
 */
record MediaLabel(Coding coding, int rateHz) {

  /** How a sample is written. */
  enum Coding {
    /** Not told: the µ-law that we ask for, unless it is found to be something else. */
    UNTOLD,
    MU_LAW,
    A_LAW,
    LINEAR
  }

  private static final int RATE_HZ = 8000;
  private static final int MAX_RATE_HZ = 48_000;

  static final MediaLabel NONE = new MediaLabel(Coding.UNTOLD, RATE_HZ);

  private static final Pattern RATE = Pattern.compile(";\\s*rate\\s*=\\s*([0-9]{4,6})\\b");

  private static final Set<String> MU_LAW =
      Set.of("mulaw", "ulaw", "pcmu", "basic", "g711u", "g711_ulaw", "mu-law", "u-law");

  private static final Set<String> A_LAW = Set.of("alaw", "pcma", "g711a", "g711_alaw", "a-law");

  private static final Set<String> LINEAR = Set.of(
      "l16", "lpcm", "linear", "linear16", "pcm", "pcm16", "pcm_s16le", "s16le", "raw", "slin");

  private static final Pattern COMPRESSED =
      Pattern.compile("mpeg|mp3|mp4|aac|m4a|ogg|opus|flac|webm|amr|g722|g729|gsm|speex");

  /**
   * The label; empty where it tells of what cannot be read.
   *
   * @param type such as {@code audio/x-mulaw;rate=8000}, or empty
   * @param rate in digits, or anything else for none
   */
  static Optional<MediaLabel> of(String type, String rate) {
    if (type.isEmpty() && rate.isEmpty()) {
      return Optional.of(NONE); // as most bots have it, 50 times a second
    }
    String all = type.toLowerCase(Locale.ROOT).strip();
    String name = all.split(";", 2)[0].strip().replaceFirst("^audio/", "").replaceFirst("^x-", "");
    Matcher inside = RATE.matcher(all);
    String digits = inside.find() ? inside.group(1) : rate;
    int rateHz = digits.matches("[0-9]{4,6}") ? Integer.parseInt(digits) : RATE_HZ;
    Coding coding = MU_LAW.contains(name)
        ? Coding.MU_LAW
        : A_LAW.contains(name)
            ? Coding.A_LAW
            : LINEAR.contains(name) ? Coding.LINEAR : Coding.UNTOLD;
    boolean readable =
        rateHz >= RATE_HZ && rateHz <= MAX_RATE_HZ && !COMPRESSED.matcher(name).find();
    return readable ? Optional.of(new MediaLabel(coding, rateHz)) : Optional.empty();
  }
}
