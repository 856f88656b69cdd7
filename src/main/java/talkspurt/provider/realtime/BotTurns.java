package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.realtime.RealtimeSettings.Limits;
import talkspurt.provider.realtime.ServerEvent.Status;

/**
 * The bot's side of a conversation: which response is asked for, and what of it is heard. Time is an
 * argument, in ms. Not thread-safe.
 */
final class BotTurns {

  private final ResponseQueue responses;
  private final BotReplies replies;

  /**
   * Nothing was said yet.
   *
   * @param memory is told what the bot says
   * @param transcript whether the call is told words as they come, too
   */
  BotTurns(Limits limits, Memory memory, SessionAudio audio, boolean transcript) {
    this.responses = new ResponseQueue(limits);
    this.replies = new BotReplies(memory, audio, transcript);
  }

  // ---- questions

  /** Whether nothing is being said, asked for, wanted, or waits to be heard. */
  boolean quiet() {
    return responses.quiet() && replies.quiet();
  }

  /** Whether a response is asked for and has not begun. */
  boolean asked() {
    return responses.asked();
  }

  /** Whether the bot has ever been heard. */
  boolean spoke() {
    return replies.spoke();
  }

  /** How long ago a response was asked for the last time, if ever. */
  Optional<Long> askedAgo(long now) {
    return responses.askedAgo(now);
  }

  /** Whether the server, which told something at {@code heardAt}, has been silent for too long. */
  boolean unanswered(long now, long heardAt) {
    return responses.unanswered(now, heardAt);
  }

  // ---- what happens on the line

  /** There is a session. */
  List<TalkAction> begin(long now) {
    return responses.begin(now);
  }

  /** There is none any more. */
  void leave() {
    responses.leave();
    replies.leave();
  }

  /** The bot is to speak as soon as it can. */
  List<TalkAction> want(Wish wish, long now) {
    return responses.want(wish, now);
  }

  /** The bot is to say this in place of whatever else. */
  List<TalkAction> sayAtOnce(Wish wish, long now) {
    List<TalkAction> actions = new ArrayList<>();
    replies.superseded();
    if (!responses.quiet()) {
      actions.addAll(stop(now));
    }
    actions.addAll(responses.want(wish, now));
    return actions;
  }

  /** The caller's turn is complete: a reply of which nothing was said yet is not wanted any more. */
  List<TalkAction> answer(long now) {
    List<TalkAction> actions = new ArrayList<>();
    replies.superseded();
    if (replies.silent() || !replies.isOpen() && responses.asked()) {
      actions.addAll(stop(now));
    }
    actions.addAll(responses.want(Wish.REPLY, now));
    return actions;
  }

  /** The server hears the caller begin to speak. */
  void callerSpeaks() {
    replies.callerSpeaks();
  }

  /** All of a reply was heard. */
  void heard(String mark) {
    replies.heard(mark);
  }

  /** What was played of a reply is over before its end. */
  List<TalkAction> cut(Input.Interrupted cut, long now) {
    return andAsk(done(replies.cut(cut.reply(), cut.playedMs(), responses.runs()), now), now);
  }

  /** The rest of a reply is not heard, by a rule of the profile's. */
  List<TalkAction> withhold(Input.Withheld rest, long now) {
    return done(replies.withhold(rest.reply(), rest.heardMs(), responses.runs()), now);
  }

  /** A tool has returned. */
  List<TalkAction> returned(Input.ToolReturned tool, long now) {
    return done(replies.returned(tool), now);
  }

  /** Time has passed. */
  List<TalkAction> tick(long now) {
    List<TalkAction> actions = new ArrayList<>();
    if (responses.stopUnanswered(now)) {
      actions.addAll(stopped(now));
    }
    actions.addAll(replies.tick(now));
    return andAsk(actions, now);
  }

  // ---- what the server does

  /** A response begins. */
  List<TalkAction> begun(ServerEvent.ResponseCreated created, long now) {
    return done(responses.begun(created.response(), now), now);
  }

  /** The bot's sound. */
  List<TalkAction> sound(ServerEvent.Audio audio, long now) {
    List<TalkAction> actions = arrives(audio.response(), true, now);
    boolean plays = responses.plays(audio.response());
    actions.addAll(done(plays ? replies.sound(audio) : replies.lateSound(audio, now), now));
    return actions;
  }

  /** Its words. */
  List<TalkAction> words(ServerEvent.Words words, long now) {
    List<TalkAction> actions = arrives(words.response(), true, now);
    boolean plays = responses.plays(words.response());
    actions.addAll(plays ? replies.words(words) : replies.lateWords(words));
    return actions;
  }

  /** All words of an item. */
  List<TalkAction> allWords(ServerEvent.AllWords all) {
    responses.named(all.response());
    return responses.plays(all.response()) ? replies.allWords(all) : replies.lateAllWords(all);
  }

  /** Something of a tool call. */
  List<TalkAction> told(ServerEvent.ToolTold told, long now) {
    List<TalkAction> actions = arrives(told.response(), true, now);
    boolean plays = responses.plays(told.response());
    actions.addAll(replies.told(told.part(), plays, responses.stops()));
    return actions;
  }

  /**
   * A response is over.
   *
   * @param interrupts whether the server stops its responses where the caller speaks
   */
  List<TalkAction> over(ServerEvent.ResponseDone end, boolean interrupts, long now) {
    List<TalkAction> actions = arrives(end.response(), false, now);
    if (!responses.owns(end.response())) {
      return List.of();
    }
    if (responses.stops() || !replies.isOpen()) {
      actions.addAll(stopped(now));
      return actions;
    }
    actions.addAll(replies.lastTools(end));
    if (end.status() == Status.FAILED && !replies.usesTools()) {
      replies.breakOff();
      actions.addAll(responses.failed(end.code(), now));
    } else {
      actions.addAll(succeeded(end, interrupts, now));
    }
    return andAsk(actions, now);
  }

  private List<TalkAction> succeeded(ServerEvent.ResponseDone end, boolean interrupts, long now) {
    String id = responses.id();
    Optional<Wish> wish = responses.wish();
    responses.succeeded();
    List<TalkAction> actions = new ArrayList<>(List.of(new TalkAction.Answered()));
    actions.addAll(replies.over(id, end.status()));
    boolean callerSpeaks = end.status() == Status.CANCELLED && interrupts;
    boolean missed = wish.filter(Wish.LAST_WORDS::equals).isEmpty() && !callerSpeaks;
    actions.addAll(responses.due() || !missed ? goOn(now) : done(replies.brought(end, wish), now));
    return actions;
  }

  /** Some servers do not tell that a response begins. */
  private List<TalkAction> arrives(String response, boolean brings, long now) {
    return done(responses.arrives(response, brings, now), now);
  }

  /** None is asked for for so long. */
  void hold(long now, long ms) {
    responses.hold(now, ms);
  }

  // ---- what goes wrong

  /** The server refuses a response, since it has another. */
  List<TalkAction> busy(long now) {
    return responses.busy(now);
  }

  /** Whether an error says that there was nothing to stop. */
  boolean nothingToStop(ServerEvent.Fault fault) {
    return responses.nothingToStop(fault);
  }

  /** Whether an error says that the response that is asked for does not come. */
  boolean refuses(ServerEvent.Fault fault) {
    return responses.refuses(fault);
  }

  /** The response that is asked for does not come; {@code supposed} where that is a guess. */
  List<TalkAction> refused(String code, boolean supposed, long now) {
    return supposed ? responses.supposedlyRefused(code, now) : responses.failed(code, now);
  }

  /** A response that was to stop is over. */
  List<TalkAction> stopped(long now) {
    responses.succeeded();
    List<TalkAction> actions = new ArrayList<>(List.of(new TalkAction.Answered()));
    actions.addAll(goOn(now));
    return andAsk(actions, now);
  }

  // ---- what the two want of each other

  private List<TalkAction> done(List<TalkAction> actions, long now) {
    List<TalkAction> all = new ArrayList<>();
    actions.forEach(action -> all.addAll(done(action, now)));
    return all;
  }

  private List<TalkAction> done(TalkAction action, long now) {
    if (action instanceof TalkAction.Begun begun) {
      return replies.begun(begun.wanted());
    }
    if (action instanceof TalkAction.Want want) {
      return responses.want(want.wish(), now);
    }
    if (action instanceof TalkAction.Silence) {
      return responses.stop(now);
    }
    if (action instanceof TalkAction.Stop) {
      return stop(now);
    }
    return action instanceof TalkAction.GoOn ? goOn(now) : List.of(action);
  }

  private List<TalkAction> stop(long now) {
    List<TalkAction> actions = new ArrayList<>(responses.stop(now));
    actions.addAll(replies.stop());
    return actions;
  }

  private List<TalkAction> goOn(long now) {
    return responses.idle() ? done(replies.goOn(), now) : List.of();
  }

  private List<TalkAction> andAsk(List<TalkAction> actions, long now) {
    List<TalkAction> all = new ArrayList<>(actions);
    all.addAll(responses.ask(now));
    return all;
  }
}
