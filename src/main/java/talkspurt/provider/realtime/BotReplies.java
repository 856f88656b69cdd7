package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.TalkAction.GiveUp;
import talkspurt.provider.realtime.TalkAction.GoOn;
import talkspurt.provider.realtime.TalkAction.Send;
import talkspurt.provider.realtime.TalkAction.Silence;
import talkspurt.provider.realtime.TalkAction.Stop;
import talkspurt.provider.realtime.TalkAction.Tell;
import talkspurt.provider.realtime.TalkAction.Want;
import talkspurt.provider.realtime.TalkAction.Warn;

/**
 * What the bot says, reply by reply. A reply is what it says to one turn of the caller: a response, and
 * those that follow on the tools it wanted. Time is an argument, in ms. Not thread-safe.
 */
final class BotReplies {

  /** A reply whose response is over ends when no more of its sound has come for so long. */
  private static final long SOUND_GAP_MS = 500;

  /** Which reply is open. */
  sealed interface State {}

  /** None. */
  record Between() implements State {}

  /** One whose response or tool is waited for. */
  record Replying(BotReply reply) implements State {}

  /** One whose response is over while its sound still comes. */
  record Trailing(BotReply reply, long heardAt) implements State {}

  private final MuteResponses mute = new MuteResponses();
  private final ReplyHistory history = new ReplyHistory();
  private final ReplyTools tools;
  private final ReplySpeech speech;
  private final LateSpeech late;
  private State state = new Between();

  /**
   * Nothing was said yet.
   *
   * @param memory is told what the bot says
   * @param transcript whether the call is told words as they come, too
   */
  BotReplies(Memory memory, SessionAudio audio, boolean transcript) {
    this.tools = new ReplyTools(memory);
    this.speech = new ReplySpeech(memory, audio, transcript);
    this.late = new LateSpeech(speech);
  }

  State state() {
    return state;
  }

  // ---- questions

  /** Whether nothing is being said, or waits to be heard. */
  boolean quiet() {
    return state instanceof Between && history.allHeard();
  }

  /** Whether a reply is open. */
  boolean isOpen() {
    return open().isPresent();
  }

  /** Whether a reply is open of which there is no sound yet. */
  boolean silent() {
    return open().filter(reply -> !reply.sounds()).isPresent();
  }

  /** Whether the bot has ever been heard. */
  boolean spoke() {
    return speech.spoke();
  }

  /** Whether the open reply wanted a tool since it last spoke. */
  boolean usesTools() {
    return open().filter(BotReply::usesTools).isPresent();
  }

  private Optional<BotReply> open() {
    if (state instanceof Replying replying) {
      return Optional.of(replying.reply());
    }
    return state instanceof Trailing trailing ? Optional.of(trailing.reply()) : Optional.empty();
  }

  // ---- what happens on the line

  /** All of a reply was heard. */
  void heard(String mark) {
    history.heard(mark);
  }

  /**
   * What was played of a reply is over before its end: the server is to know how much was heard, and
   * what came after was not heard at all.
   *
   * @param runs whether a response runs
   */
  List<TalkAction> cut(String name, int playedMs, boolean runs) {
    Optional<BotReply> growing = runs || state instanceof Trailing ? open() : Optional.empty();
    Optional<List<ClientEvent>> events = history.cut(name, playedMs, growing);
    if (events.isEmpty()) {
      return List.of();
    }
    late.forget();
    List<TalkAction> actions = new ArrayList<>();
    events.get().forEach(event -> actions.add(new Send(event)));
    if (isOpen()) {
      actions.add(new Stop());
    }
    return actions;
  }

  /**
   * No more than so much of a reply is heard.
   *
   * @param runs whether a response runs
   * @return also {@link Silence} where that reply is open: it is closed
   */
  List<TalkAction> withhold(String name, int heardMs, boolean runs) {
    Optional<BotReply> open = open().filter(reply -> reply.name().equals(name));
    Optional<BotReply> growing = runs || state instanceof Trailing ? open : Optional.empty();
    List<TalkAction> actions = new ArrayList<>();
    history.withhold(name, heardMs, growing).forEach(event -> actions.add(new Send(event)));
    if (open.isPresent()) {
      late.forget();
      state = new Between();
      actions.add(new Tell(new Output.ReplyEnds()));
      actions.add(new Silence());
    }
    return actions;
  }

  /** The caller speaks: what is late now is not wanted. */
  void callerSpeaks() {
    late.forget();
  }

  /** The caller has gone on: what is said to that is another reply. */
  void superseded() {
    late.forget();
    mute.superseded();
  }

  /** The bot is to say no more of what it is saying. */
  List<TalkAction> stop() {
    late.forget();
    List<TalkAction> actions = new ArrayList<>();
    open().ifPresent(cut -> {
      if (cut.sounds()) {
        actions.add(new Tell(new Output.Clear()));
      }
      actions.add(new Tell(new Output.ReplyEnds()));
    });
    state = new Between();
    return actions;
  }

  /** A tool has returned. */
  List<TalkAction> returned(Input.ToolReturned tool) {
    return tools.returned(open(), tool);
  }

  /** The session is gone. */
  void leave() {
    tools.leave();
    history.leave();
    speech.leave();
    late.forget();
  }

  // ---- how a reply goes on

  /** No response is asked for, or runs: what follows on the tools of the reply, or its end. */
  List<TalkAction> goOn() {
    if (!(state instanceof Replying replying) || replying.reply().waits()) {
      return List.of();
    }
    return replying
        .reply()
        .takeFollowUp()
        .<List<TalkAction>>map(wish -> List.of(new Want(wish)))
        .orElseGet(this::end);
  }

  private List<TalkAction> end() {
    List<TalkAction> actions = new ArrayList<>();
    open().filter(BotReply::sounds).ifPresent(over -> {
      history.complete(over);
      actions.add(new Tell(new Output.Mark(over.name())));
    });
    actions.add(new Tell(new Output.ReplyEnds()));
    state = new Between();
    return actions;
  }

  /** Time has passed. */
  List<TalkAction> tick(long now) {
    return state instanceof Trailing trailing && now - trailing.heardAt() >= SOUND_GAP_MS
        ? endTrailing(trailing)
        : List.of();
  }

  private List<TalkAction> endTrailing(Trailing trailing) {
    List<TalkAction> actions = new ArrayList<>(speech.end(trailing.reply()));
    actions.addAll(end());
    return actions;
  }

  /**
   * A response has begun.
   *
   * @param wanted whether what it brings is to be heard
   */
  List<TalkAction> begun(boolean wanted) {
    mute.begin();
    tools.begin();
    List<TalkAction> actions = new ArrayList<>();
    if (wanted) {
      if (state instanceof Trailing trailing) {
        actions.addAll(endTrailing(trailing));
      }
      if (state instanceof Between) {
        late.forget();
        state = new Replying(begin(actions));
      }
    }
    return actions;
  }

  private BotReply begin(List<TalkAction> actions) {
    BotReply begins = history.begin();
    speech.beginReply();
    actions.add(new Tell(new Output.ReplyBegins(begins.name())));
    return begins;
  }

  // ---- what a response brings

  /** Sound of the response that runs. */
  List<TalkAction> sound(ServerEvent.Audio audio) {
    return brings(speaks(audio.item(), reply -> speech.sound(reply, audio.item(), audio.sound())));
  }

  /** Words of the response that runs. */
  List<TalkAction> words(ServerEvent.Words words) {
    return speaks(words.item(), reply -> speech.words(reply, words.item(), words.more()));
  }

  /** Some servers do not tell the words piece by piece. */
  List<TalkAction> allWords(ServerEvent.AllWords all) {
    return speaks(all.item(), reply -> speech.allWords(reply, all.item(), all.words()));
  }

  private List<TalkAction> speaks(String item, Function<BotReply, List<TalkAction>> speech) {
    if (open().filter(reply -> reply.item(item).isEmpty()).isPresent()) {
      late.forget();
    }
    return open().map(speech).orElse(List.of());
  }

  /**
   * The server tells of a tool call.
   *
   * @param plays whether the response it is of runs and is wanted
   * @param stops whether a response runs that is to stop
   */
  List<TalkAction> told(ToolPart part, boolean plays, boolean stops) {
    if (plays && isOpen()) {
      return brings(tools.told(open().get(), part));
    }
    return stops ? List.of() : tools.astray(part);
  }

  private List<TalkAction> brings(List<TalkAction> actions) {
    if (actions.stream().anyMatch(Tell.class::isInstance)) {
      mute.brings();
    }
    return actions;
  }

  // ---- the end of a response

  /** The tool calls that the end of a response tells, or completes. */
  List<TalkAction> lastTools(ServerEvent.ResponseDone done) {
    return open().map(reply -> brings(tools.end(reply, done))).orElse(List.of());
  }

  /** A response has failed, or is broken off: what its sound does not carry was never said. */
  void breakOff() {
    open().ifPresent(BotReply::breakOff);
  }

  /** A response is over that has not failed; {@code id} is empty where it is not known. */
  List<TalkAction> over(String id, Status status) {
    if (status == Status.CANCELLED) {
      open().ifPresent(BotReply::forgetTools);
      breakOff();
      return List.of();
    }
    List<TalkAction> actions = new ArrayList<>();
    open().ifPresent(reply -> {
      String unsaid = "";
      if (mute.brought()) {
        actions.addAll(speech.end(reply));
      } else {
        unsaid = reply.breakOff();
      }
      if (status != Status.FAILED) {
        late.expect(id, reply, unsaid);
      }
    });
    return actions;
  }

  /**
   * What the response has brought; the caller is not left in silence where that is nothing.
   *
   * @param wish how it was asked for
   */
  List<TalkAction> brought(ServerEvent.ResponseDone done, Optional<Wish> wish) {
    MuteResponses.Next next = mute.over();
    if (next == MuteResponses.Next.GO_ON) {
      return List.of(new GoOn());
    }
    String status = done.status().name().toLowerCase(Locale.ROOT);
    String what =
        "a response brought neither sound nor a tool: " + (status + " " + done.code()).strip();
    List<TalkAction> actions = new ArrayList<>(List.of(new Warn(what)));
    switch (next) {
      case ASK_AGAIN -> actions.add(new Want(wish.orElse(Wish.REPLY)));
      case APOLOGISE -> {
        actions.add(new Tell(new Output.ReplyFailed(
            new ProviderFailure(Kind.BROKE_PROTOCOL, RealtimeBot.NAME, what))));
        actions.addAll(end());
      }
      case GIVE_UP -> actions.add(new GiveUp(Kind.BROKE_PROTOCOL, what));
      case GO_ON -> throw new AssertionError(next);
    }
    return actions;
  }

  // ---- what comes behind the end of a response

  /** Sound of no response that runs: heard in the reply that is open, or in another. */
  List<TalkAction> lateSound(ServerEvent.Audio audio, long now) {
    if (!late.brings(audio)) {
      return List.of();
    }
    List<TalkAction> actions = new ArrayList<>();
    BotReply reply = open().orElseGet(() -> begin(actions));
    if (mute.askedAgain()) {
      actions.add(new Silence()); // what was missed is here
    }
    if (!(state instanceof Replying) || mute.askedAgain()) {
      state = new Trailing(reply, now);
    }
    actions.addAll(brings(late.sound(reply, audio)));
    return actions;
  }

  /** Words of no response that runs. */
  List<TalkAction> lateWords(ServerEvent.Words words) {
    return late.words(open(), words);
  }

  /** The same, where they are all the words of an item. */
  List<TalkAction> lateAllWords(ServerEvent.AllWords all) {
    return late.allWords(open(), all);
  }
}
