package talkspurt.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import talkspurt.collect.CodeWords;
import talkspurt.collect.ConsentTerms;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.ConsentPolicy.OptOut;
import talkspurt.media.profile.ConsentPolicy.Refused;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.TestRecordings;

/** Calls that are recorded once their callers have agreed, who are asked twice and may opt out later. */
public final class AskedConsent {

  public static final String SAY = "May we record this call?";
  public static final String AGAIN = "Please answer, may we record this call?";
  public static final String STOPPED = "The recording has been stopped.";
  public static final String NOTE = "No recording is wanted.";

  private AskedConsent() {}

  /** Has the calls of a scene recorded so, in this folder. */
  public static TestRecordings in(CallScene scene, Path folder, Yes yes, Refused refused) {
    TestRecordings recordings = new TestRecordings(
        folder,
        RecordingFormat.FLAC,
        Duration.ofSeconds(60),
        scene.world().instants(),
        scene.metrics());
    ConsentTerms terms = new ConsentTerms(
        yes,
        CodeWords.NONE.answering(List.of("yes"), List.of("no")),
        false,
        2,
        Duration.ofSeconds(5));
    scene.recording(
        new RecordingPolicy(
            Mode.AFTER_CONSENT,
            "",
            Optional.of(new ConsentPolicy(
                terms,
                SAY,
                AGAIN,
                refused,
                new OptOut(Phrases.of(List.of("stop recording")), STOPPED, NOTE))),
            RecordingPolicy.Words.TRACED),
        recordings.recordings());
    return recordings;
  }
}
