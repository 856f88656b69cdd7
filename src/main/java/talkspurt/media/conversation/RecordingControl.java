package talkspurt.media.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import talkspurt.call.CallRequest;
import talkspurt.call.Consent;
import talkspurt.call.Recording;
import talkspurt.call.Recording.Wish;
import talkspurt.call.RecordingPart;
import talkspurt.call.RecordingPart.News;
import talkspurt.call.SessionChange;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.recording.LineRecorder;
import talkspurt.recording.RecordingEnd;
import talkspurt.recording.RecordingNews;

/**
 * Decides whether one line is recorded: by its profile, by what was asked for while the call ran, and not while a
 * secret is collected. What becomes of it is told to the call. Lives on the conversation's thread.
 */
final class RecordingControl {

  private static final String SECRET = "secret";
  private static final String REQUEST = "request";

  private final LineRecorder recorder;
  private final String line;
  private final Consumer<CallRequest> call;
  private final Consumer<RecordingNews> back;
  private UUID callId;
  private RecordingPolicy policy = RecordingPolicy.OFF;
  private Recording asked = Recording.NONE;
  private Optional<Consent> consent = Optional.empty();
  private boolean announced;
  private String heard = "";
  private boolean secret;
  private boolean closed;
  private boolean begun;
  private boolean failed;
  private boolean paused;
  private int number;
  private int unfinished;
  private Optional<RecordingPart> part = Optional.empty();

  /**
   * One of a line of which nothing is known.
   *
   * @param call is told what becomes of the recording
   * @param back brings the writer's news to {@link #news}, from any thread
   */
  RecordingControl(
      LineRecorder recorder,
      String line,
      Consumer<CallRequest> call,
      Consumer<RecordingNews> back) {
    this.recorder = recorder;
    this.line = line;
    this.call = call;
    this.back = back;
  }

  /** What goes for the call from now on. */
  void use(UUID id, RecordingPolicy ofProfile, Recording ofCall, Optional<Consent> ofCaller) {
    callId = id;
    policy = ofProfile;
    consent = refused() ? consent : ofCaller;
    if (policy.words() == RecordingPolicy.Words.LEFT_OUT) {
      recorder.withoutWords();
    }
    asked(ofCall);
  }

  /** What is asked of the call's recording, and known of it. */
  void asked(Recording ofCall) {
    announced = announced || ofCall.parts().stream().anyMatch(one -> !one.file().isEmpty());
    number = Math.max(number, ofCall.nextPart() - 1);
    if (!ofCall.wish().equals(asked.wish())) {
      failed = false;
    }
    asked = ofCall;
    adjust();
  }

  /** Whether a secret is asked for from now on. */
  void secret(boolean isAsked) {
    secret = isAsked;
    adjust();
  }

  /** What the caller has heard of the bot may hold the announcement. */
  void played(PlayoutEvent event) {
    if (policy.mode() == Mode.ANNOUNCED
        && !announced
        && event instanceof PlayoutEvent.SegmentPlayed segment
        && segment.turn() == 0) {
      heard = (heard + " " + segment.words().text()).strip();
      announced = heard.contains(policy.announcement());
      adjust();
    }
  }

  /** The line is gone. */
  void close() {
    closed = true;
    begun = false;
    recorder.end(RecordingEnd.LINE_GONE);
  }

  /** Whether there will be news. */
  boolean busy() {
    return unfinished > 0;
  }

  /** The caller has just answered so; a no need not be in the journal to be heeded. */
  void told(Consent answer) {
    if (!answer.given()) {
      consent = Optional.of(answer);
      adjust();
    }
  }

  private boolean refused() {
    return consent.filter(answer -> !answer.given()).isPresent();
  }

  private Wish wanted() {
    boolean unasked = policy.consent().isPresent() && consent.isEmpty();
    if (policy.mode() == Mode.OFF || refused() || unasked) {
      return Wish.OFF;
    }
    boolean byItself = policy.mode() == Mode.ON
        || policy.mode() == Mode.ANNOUNCED && announced
        || policy.mode() == Mode.AFTER_CONSENT && consent.isPresent();
    return asked.wish().orElse(byItself ? Wish.ON : Wish.OFF);
  }

  private void adjust() {
    if (closed || callId == null) {
      return;
    }
    Wish wish = wanted();
    pause(secret || wish == Wish.PAUSED);
    if (wish == Wish.OFF && begun) {
      begun = false;
      recorder.end(RecordingEnd.STOPPED);
    } else if (wish != Wish.OFF && !begun && !failed && number < Recording.MAX_PARTS) {
      begun = true;
      unfinished++;
      begin();
    }
  }

  /** What was asked for begins when it was asked for. */
  private void begin() {
    if (policy.mode() == Mode.ON && asked.equals(Recording.NONE)) {
      recorder.beginWithFirstSound(callId, ++number, back);
    } else {
      recorder.begin(callId, ++number, back);
    }
  }

  private void pause(boolean wished) {
    if (wished == paused) {
      return;
    }
    paused = wished;
    recorder.silence(paused);
    if (begun) {
      part.filter(RecordingPart::open).ifPresent(this::tellPaused);
    }
  }

  private void tellPaused(RecordingPart open) {
    News news = paused ? News.PAUSED : News.RESUMED;
    tell(open.after(news, secret ? SECRET : paused ? REQUEST : "", recorder.samples()));
  }

  // ---- what the writer tells

  /** A file was begun or ended. */
  void news(RecordingNews news) {
    if (news instanceof RecordingNews.Started started) {
      started(started);
    } else if (news instanceof RecordingNews.Ended ended) {
      ended(ended);
    } else {
      throw new AssertionError(news);
    }
  }

  private void started(RecordingNews.Started started) {
    number = Math.max(number, started.part());
    RecordingPart made = new RecordingPart(
        started.part(),
        News.STARTED,
        policy.mode().label(),
        started.at(),
        line,
        recorder.node(),
        started.file(),
        started.rateHz(),
        0,
        0,
        0,
        List.of(),
        started.trace(),
        "",
        recorder.uploads());
    tell(made);
    if (paused) {
      tellPaused(made);
    }
  }

  private void ended(RecordingNews.Ended ended) {
    boolean faulty = ended.why() == RecordingEnd.DISK_FULL || ended.why() == RecordingEnd.FAILED;
    if (ended.why() != RecordingEnd.RATE_CHANGED) {
      unfinished--;
    }
    if (faulty) {
      failed = true;
      begun = false;
    }
    if (ended.file().isEmpty() && !faulty) {
      return;
    }
    tell(new RecordingPart(
        ended.part(),
        News.ENDED,
        ended.why().label(),
        part.filter(one -> one.number() == ended.part())
            .map(RecordingPart::startedAt)
            .orElse(ended.at()),
        line,
        recorder.node(),
        ended.file(),
        ended.rateHz(),
        ended.samples(),
        ended.silenced(),
        ended.lost(),
        ended.gaps().stream()
            .map(gap -> new RecordingPart.Gap(gap.at(), gap.samples()))
            .toList(),
        ended.trace(),
        "",
        recorder.uploads()));
  }

  private void tell(RecordingPart told) {
    part = Optional.of(told);
    call.accept(new CallRequest.ChangeSession(SessionChange.of(Recording.told(told))));
  }
}
