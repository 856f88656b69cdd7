package talkspurt.replay;

import java.io.IOException;
import java.util.List;
import talkspurt.audio.EchoAwareDetector;
import talkspurt.audio.HearingNet;
import talkspurt.turn.TurnSettings;

/**
 * What was heard of one situation, on a line that was new.
 *
 * @param detections seconds of sound heard when the caller was found to speak
 * @param scores one a frame, see {@link Scores}
 * @param forwarded what recognition would have got
 * @param floor what a call would have done about the floor without recognising words
 * @param floorWithWords the same with the words of {@link Situation#words}
 * @param evidence the numbers of every frame, one frame after the other, times 256; empty if not asked for
 * @param rateHz of the sound
 * @param clean the cleaned sound, aligned with what came in
 */
record SituationReplay(
    List<Double> detections,
    List<Double> scores,
    List<Span> forwarded,
    List<FloorReplay.Decision> floor,
    List<FloorReplay.Decision> floorWithWords,
    short[] evidence,
    int rateHz,
    short[] clean) {

  /** Reads and hears a situation; an {@link InputFailure} says what is wrong with its files. */
  static SituationReplay of(
      Situation situation, HearingNet net, TurnSettings turns, boolean withEvidence)
      throws IOException {
    WavFile mic = WavFile.read(situation.mic());
    WavFile far = WavFile.read(situation.far());
    short[] line = mic.mono(situation.mic());
    short[] sent = far.mono(situation.far());
    if (far.rateHz() != mic.rateHz() || sent.length != line.length) {
      throw new InputFailure(situation.mic(), "not of the rate and length of " + situation.far());
    }
    int size = withEvidence ? EchoAwareDetector.evidenceSize() : 0;
    int frames = (int) (line.length * 50L / mic.rateHz());
    short[] evidence = new short[frames * size];
    Onsets onsets = new Onsets();
    Scores scores = new Scores();
    RecognitionGate gate = new RecognitionGate();
    FloorReplay floor = new FloorReplay(turns, situation.prompts(), "");
    FloorReplay withWords = new FloorReplay(turns, situation.prompts(), situation.words());
    short[] clean = LineReplay.run(net, mic.rateHz(), line, sent, (frame, speech, hearing) -> {
      onsets.next(frame, hearing.speaking());
      scores.next(frame, speech);
      gate.next(speech, hearing.speaking());
      floor.next(frame, speech);
      withWords.next(frame, speech);
      for (int n = 0; n < size; n++) {
        evidence[frame * size + n] = fixed(hearing.evidence()[n]);
      }
    });
    return new SituationReplay(
        onsets.timesS(),
        scores.values(),
        gate.end(),
        floor.decisions(),
        withWords.decisions(),
        evidence,
        mic.rateHz(),
        clean);
  }

  /** Numbers are kept to 1/256, which is finer than anything the network can see. */
  private static short fixed(float value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value * 256)));
  }

  /** Length in seconds. */
  double seconds() {
    return (double) clean.length / rateHz;
  }
}
