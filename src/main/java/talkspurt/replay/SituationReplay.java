package talkspurt.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import talkspurt.audio.Hearing;
import talkspurt.audio.HearingNet;

/** One recorded situation, heard on a line that is new. */
final class SituationReplay {

  private static final double FRAME_S = 0.02;
  private static final int REFRACTORY_FRAMES = 25;
  private static final double PRE_ROLL_S = 0.36;
  private static final int CLOSING_FRAMES = 20;
  private static final float HOLDING = 0.3f;

  /** Seconds at which the caller was found to speak. */
  final List<Double> detections = new ArrayList<>();

  /** One score a frame: the third highest speech likelihood of the last four frames, as log odds. */
  final List<Double> scores = new ArrayList<>();

  /** From when to when the line was handed to recognition, in seconds. */
  final List<double[]> forwarded = new ArrayList<>();

  /** The numbers of every frame, one after the other. */
  final short[] evidence;

  /** The cleaned sound, aligned with what came in. */
  final short[] clean;

  private final float[] recent = new float[4];
  private boolean speaking;
  private int lastDetection = -REFRACTORY_FRAMES;
  private int silent;
  private double opened = -1;

  SituationReplay(HearingNet net, int rateHz, short[] line, short[] sent, boolean withEvidence) {
    Hearing hearing = new Hearing(rateHz, net);
    int size = hearing.frameSamples();
    int frames = line.length / size;
    int numbers = withEvidence ? Hearing.evidenceSize() : 0;
    evidence = new short[frames * numbers];
    clean = new short[line.length];
    short[] mic = new short[size];
    short[] bot = new short[size];
    short[] out = new short[size];
    int late = hearing.delayMs() * rateHz / 1000;
    for (int k = 0; k < frames; k++) {
      System.arraycopy(line, k * size, mic, 0, size);
      System.arraycopy(sent, k * size, bot, 0, size);
      float speech = hearing.hear(mic, bot, out);
      judge(k, speech, hearing.speaking());
      for (int n = 0; n < size; n++) {
        int at = k * size + n - late;
        if (at >= 0) {
          clean[at] = out[n];
        }
      }
      for (int n = 0; n < numbers; n++) {
        evidence[k * numbers + n] = fixed(hearing.evidence()[n]);
      }
    }
    close(frames * FRAME_S);
  }

  /** Numbers are kept to 1/256, which is finer than anything the network can see. */
  private static short fixed(float value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value * 256)));
  }

  private void judge(int frame, float speech, boolean now) {
    double time = (frame + 1) * FRAME_S;
    recent[frame % recent.length] = speech;
    scores.add(rounded(logOdds(third()) + 20));
    if (now && !speaking && frame - lastDetection >= REFRACTORY_FRAMES) {
      detections.add(rounded(time));
      lastDetection = frame;
    }
    speaking = now;
    gate(time, speech, now);
  }

  private void gate(double time, float speech, boolean now) {
    silent = speech >= HOLDING ? 0 : silent + 1;
    if (now && opened < 0) {
      double last = forwarded.isEmpty() ? 0 : forwarded.get(forwarded.size() - 1)[1];
      opened = Math.max(last, time - PRE_ROLL_S);
    } else if (opened >= 0 && silent > CLOSING_FRAMES) {
      close(time);
    }
  }

  private void close(double time) {
    if (opened >= 0) {
      forwarded.add(new double[] {rounded(opened), rounded(time)});
      opened = -1;
    }
  }

  private float third() {
    float least = 1;
    float second = 1;
    for (float value : recent) {
      if (value < least) {
        second = least;
        least = value;
      } else if (value < second) {
        second = value;
      }
    }
    return second;
  }

  private static double logOdds(float p) {
    double bounded = Math.max(1e-8, Math.min(1 - 1e-7, p));
    return Math.log(bounded / (1 - bounded));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** As an object of {@code detections.json}. */
  String json(String cleanPath) {
    StringBuilder json = new StringBuilder("{\"detections\": ").append(detections);
    json.append(", \"scores\": ").append(scores).append(", \"stt\": [");
    for (int k = 0; k < forwarded.size(); k++) {
      double[] span = forwarded.get(k);
      json.append(k == 0 ? "" : ", ")
          .append(String.format(Locale.ROOT, "[%s, %s]", span[0], span[1]));
    }
    json.append(']');
    if (cleanPath != null) {
      json.append(", \"clean\": \"").append(cleanPath).append('"');
    }
    return json.append('}').toString();
  }
}
