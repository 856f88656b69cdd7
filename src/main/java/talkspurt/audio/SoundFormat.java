package talkspurt.audio;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What sound is packed in, by its first bytes. */
public enum SoundFormat {
  /** Bare samples, as far as anybody can tell. */
  SAMPLES("bare samples"),
  WAV("a WAV file"),
  BIG_ENDIAN_WAV("a big-endian WAV file (RIFX)"),
  AIFF("an AIFF file"),
  AU("an AU file"),
  CAF("a CAF file"),
  WAVE64("a Wave64 file"),
  WAVPACK("WavPack"),
  SILK("SILK"),
  MP3("MP3"),
  AAC("AAC"),
  OGG("Ogg"),
  FLAC("FLAC"),
  MP4("MP4"),
  MATROSKA("WebM"),
  AMR("AMR"),
  GZIP("gzip"),
  TEXT("text");

  /** As many bytes tell the format at once, but for frames of MPEG. */
  static final int HEAD_BYTES = 32;

  private static final int LONGEST_FRAME = 8192;
  private static final int TEXT_BYTES = HEAD_BYTES;

  private static final int[] MPEG1_LAYER1 = {
    0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448
  };
  private static final int[] MPEG1_LAYER2 = {
    0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384
  };
  private static final int[] MPEG1_LAYER3 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] MPEG2_LAYER1 = {
    0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256
  };
  private static final int[] MPEG2_LAYER23 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] MPEG1_HZ = {44_100, 48_000, 32_000};

  private final String words;

  SoundFormat(String words) {
    this.words = words;
  }

  /** Its name in a sentence, such as "an AIFF file". */
  public String words() {
    return words;
  }

  /** Whether bytes so far may be the beginning of a format, or are. */
  private enum Match {
    YES,
    NO,
    TOO_FEW
  }

  /**
   * The format of sound that begins with these bytes; empty where more are needed.
   *
   * @param over whether no more will come
   */
  public static Optional<SoundFormat> of(byte[] head, boolean over) {
    boolean open = false;
    for (SoundFormat format : values()) {
      Match match = format.match(head, over);
      if (match == Match.YES) {
        return Optional.of(format);
      }
      open |= match == Match.TOO_FEW;
    }
    return open && !over ? Optional.empty() : Optional.of(SAMPLES);
  }

  private Match match(byte[] head, boolean over) {
    return switch (this) {
      case SAMPLES -> Match.NO;
      case WAV -> any(tag(head, 0, "RIFF"), tag(head, 0, "RF64"), tag(head, 0, "BW64"));
      case BIG_ENDIAN_WAV -> tag(head, 0, "RIFX");
      case AIFF -> tag(head, 0, "FORM");
      case AU -> tag(head, 0, ".snd");
      case CAF -> tag(head, 0, "caff");
      case WAVE64 -> tag(head, 0, "riff");
      case WAVPACK -> tag(head, 0, "wvpk");
      case SILK -> any(tag(head, 0, "#!SILK"), tag(head, 0, "\u0002#!SILK"));
      case OGG -> tag(head, 0, "OggS");
      case FLAC -> tag(head, 0, "fLaC");
      case AMR -> tag(head, 0, "#!AMR");
      case MATROSKA -> tag(head, 0, "\u001a\u0045\u00df\u00a3");
      case GZIP -> tag(head, 0, "\u001f\u008b\u0008");
      case MP4 -> head.length > 0 && head[0] != 0 ? Match.NO : tag(head, 4, "ftyp");
      case MP3 -> any(tag(head, 0, "ID3"), frames(head, 0, false, over));
      case AAC -> any(tag(head, 0, "ADIF"), frames(head, 0, true, over));
      case TEXT -> text(head, over);
    };
  }

  private static Match any(Match... matches) {
    Match best = Match.NO;
    for (Match match : matches) {
      if (match == Match.YES) {
        return Match.YES;
      }
      best = match == Match.TOO_FEW ? match : best;
    }
    return best;
  }

  private static Match tag(byte[] head, int at, String tag) {
    byte[] bytes = tag.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (at + i >= head.length) {
        return Match.TOO_FEW;
      }
      if (head[at + i] != bytes[i]) {
        return Match.NO;
      }
    }
    return Match.YES;
  }

  /** Sound that happens to be all readable characters at its beginning is not to be expected. */
  private static Match text(byte[] head, boolean over) {
    Match mark = tag(head, 0, "\u00ef\u00bb\u00bf");
    if (mark == Match.TOO_FEW) {
      return mark;
    }
    int at = mark == Match.YES ? 3 : 0;
    while (at < Math.min(head.length, TEXT_BYTES)) {
      int bytes = characterBytes(head, at);
      if (bytes == 0) {
        return Match.NO;
      }
      at += bytes;
    }
    return head.length >= TEXT_BYTES || over && head.length > 2 ? Match.YES : Match.TOO_FEW;
  }

  /** How long the readable character of UTF-8 is that begins here, as far as it is there; 0 for none. */
  private static int characterBytes(byte[] head, int at) {
    int first = head[at] & 0xff;
    if (first < 0x80) {
      return first >= ' ' && first < 0x7f || "\t\r\n".indexOf(first) >= 0 ? 1 : 0;
    }
    int bytes = first >= 0xc3 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 0;
    for (int i = 1; i < Math.min(bytes, head.length - at); i++) {
      if ((head[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return bytes;
  }

  /** Whether one frame of MPEG audio follows on another, somewhere in these bytes. */
  public static boolean holdsFrames(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      for (boolean aac : new boolean[] {false, true}) {
        int next = at + frameBytes(bytes, at, aac);
        int third = next + frameBytes(bytes, next, aac);
        if (next > at && third > next && frameBytes(bytes, third, aac) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** A header alone may be two samples; one that another follows on is not. */
  private static Match frames(byte[] head, int at, boolean aac, boolean over) {
    boolean sync = head.length > at
        && head[at] == (byte) 0xff
        && (head.length == at + 1 || (head[at + 1] & 0xe0) == 0xe0);
    if (head.length < at + 6) {
      return head.length <= at || sync ? Match.TOO_FEW : Match.NO;
    }
    int length = frameBytes(head, at, aac);
    if (length == 0) {
      return Match.NO;
    }
    int next = at + length;
    if (head.length == next && over) {
      return Match.YES;
    }
    if (head.length < next + 6) {
      return Match.TOO_FEW;
    }
    return frameBytes(head, next, aac) > 0 && head[next + 1] == head[at + 1] ? Match.YES : Match.NO;
  }

  /** How long the frame is that begins here; 0 where none does. */
  private static int frameBytes(byte[] bytes, int at, boolean aac) {
    if (at < 0 || at + 6 > bytes.length || bytes[at] != (byte) 0xff) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int third = bytes[at + 2] & 0xff;
    if (aac) {
      int length =
          (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xff) << 3 | (bytes[at + 5] & 0xff) >> 5;
      boolean proper = (second & 0xf6) == 0xf0 && (third >> 2 & 0x0f) < 13;
      return proper && length > 7 && length < LONGEST_FRAME ? length : 0;
    }
    int version = second >> 3 & 3;
    int layer = 4 - (second >> 1 & 3);
    int bits = third >> 4;
    int rate = third >> 2 & 3;
    if ((second & 0xe0) != 0xe0
        || version == 1
        || layer == 4
        || bits == 0
        || bits == 15
        || rate == 3) {
      return 0;
    }
    int hz = MPEG1_HZ[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int padding = third >> 1 & 1;
    int kbits = bits(version == 3, layer)[bits];
    if (layer == 1) {
      return (12_000 * kbits / hz + padding) * 4;
    }
    return (layer == 3 && version != 3 ? 72_000 : 144_000) * kbits / hz + padding;
  }

  private static int[] bits(boolean first, int layer) {
    if (first) {
      return layer == 1 ? MPEG1_LAYER1 : layer == 2 ? MPEG1_LAYER2 : MPEG1_LAYER3;
    }
    return layer == 1 ? MPEG2_LAYER1 : MPEG2_LAYER23;
  }
}
