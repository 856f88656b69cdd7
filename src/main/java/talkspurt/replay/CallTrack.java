package talkspurt.replay;

import java.util.Arrays;
import talkspurt.audio.DtmfDetector;
import talkspurt.audio.EchoReport;
import talkspurt.audio.HearingNet;
import talkspurt.audio.Level;

/** What was heard of a recorded call in each frame, and its sound without the bot's echo. */
final class CallTrack {

  private static final double BOT_AUDIBLE_DBFS = -55;

  final CallRecording recording;

  /** How likely the caller speaks, 0 to 1; one half is the threshold. */
  final float[] speech;

  /** Whether the caller counts as speaking. */
  final boolean[] speaking;

  /** What was known of the echo. */
  final EchoReport[] echo;

  /** The key recognised, or {@link DtmfDetector#NONE}. */
  final char[] keys;

  /** Levels of what was sent, of the line and of the residual. */
  final double[] sentDbfs;

  final double[] lineDbfs;
  final double[] residualDbfs;

  private CallTrack(CallRecording recording) {
    this.recording = recording;
    int frames = recording.frames();
    speech = new float[frames];
    speaking = new boolean[frames];
    echo = new EchoReport[frames];
    keys = new char[frames];
    sentDbfs = levels(recording.sent());
    lineDbfs = levels(recording.line());
    residualDbfs = new double[frames];
  }

  /** Hears a recording on a line that is new. */
  static CallTrack of(CallRecording recording, HearingNet net) {
    CallTrack track = new CallTrack(recording);
    DtmfDetector dtmf = new DtmfDetector(recording.rateHz());
    short[] clean = LineReplay.run(
        net, recording.rateHz(), recording.line(), recording.sent(), (frame, speech, hearing) -> {
          track.speech[frame] = speech;
          track.speaking[frame] = hearing.speaking();
          track.echo[frame] = hearing.echo();
          track.keys[frame] = dtmf.hear(track.frame(recording.line(), frame));
        });
    System.arraycopy(track.levels(clean), 0, track.residualDbfs, 0, track.frames());
    return track;
  }

  private double[] levels(short[] samples) {
    double[] dbfs = new double[recording.frames()];
    Arrays.setAll(dbfs, frame -> Level.dbfs(frame(samples, frame)));
    return dbfs;
  }

  private short[] frame(short[] samples, int frame) {
    int size = recording.frameSamples();
    return Arrays.copyOfRange(samples, frame * size, (frame + 1) * size);
  }

  int frames() {
    return speech.length;
  }

  boolean botAudible(int frame) {
    return sentDbfs[frame] > BOT_AUDIBLE_DBFS;
  }
}
