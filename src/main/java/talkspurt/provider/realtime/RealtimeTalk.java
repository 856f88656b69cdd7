package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import talkspurt.language.Wording;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.agent.TimeNote;
import talkspurt.provider.realtime.RealtimeSettings.Limits;

/**
 * One call's conversation with a Realtime server, through as many sessions as it takes: tells its parts
 * what happens on the line and what the server's events mean, and gathers what they want done. It knows
 * no sockets, and time only as an argument, in ms. Not thread-safe.
 */
final class RealtimeTalk {

  private final RealtimeSettings settings;
  private final Limits limits;
  private final LongConsumer firstSound;
  private final Memory memory;
  private final CallerTurns caller;
  private final BotTurns bot;
  private final UnansweredEvents unanswered = new UnansweredEvents();
  private final UnreadableEvents unreadable;
  private final ServerFaults faults;
  private Wording words;
  private SessionPlan plan;

  private final List<ClientEvent> events = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Optional<ProviderFailure> broken = Optional.empty();
  private Optional<String> oddity = Optional.empty();

  private boolean ready;
  private boolean opened;
  private long connectedAt;
  private long heardAt;
  private int changes;

  /**
   * A conversation that begins.
   *
   * @param firstSound told how long the first sound of a response was waited for
   */
  RealtimeTalk(RealtimeSettings settings, Request request, LongConsumer firstSound) {
    this.settings = settings;
    this.words = request.speech().wording();
    this.limits = settings.limits();
    this.firstSound = firstSound;
    this.plan = new SessionPlan(settings, request, request.session());
    this.memory = new Memory(request.history(), limits.maxMemory());
    this.caller = new CallerTurns(
        memory,
        limits,
        request.speech().wording(),
        !settings.transcription().model().isEmpty(),
        plan.detection().ours(),
        settings.audio().rateHz());
    this.bot = new BotTurns(limits, memory, settings.audio(), request.transcript());
    this.unreadable = new UnreadableEvents(limits.maxUnreadable());
    this.faults = new ServerFaults(caller, bot, unanswered);
    boolean begins = request.history().isEmpty();
    if (request.speaksFirst() && (settings.greets() || !begins)) {
      bot.want(begins ? new Wish(settings.greeting(), true) : Wish.REPLY, 0);
    }
  }

  // ---- what the stage asks

  /** What is to be sent, in this order. */
  List<ClientEvent> takeEvents() {
    List<ClientEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** What is to be told, in this order. */
  List<Output> takeOutputs() {
    List<Output> taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }

  /** Why this connection is of no more use, told once. */
  Optional<ProviderFailure> takeBroken() {
    Optional<ProviderFailure> taken = broken;
    broken = Optional.empty();
    return taken;
  }

  /** What the log should tell, once. */
  Optional<String> takeOddity() {
    Optional<String> taken = oddity;
    oddity = Optional.empty();
    return taken;
  }

  /** Whether there was a session that was as it should be. */
  boolean opened() {
    return opened;
  }

  /** Whether the session is as it should be. */
  boolean ready() {
    return ready;
  }

  /** Whether the session should be replaced now: it is old and nobody speaks, or it is too old. */
  boolean wantsRenewal(long now) {
    long age = now - connectedAt;
    return ready
        && (age >= limits.renewBy().toMillis() || age >= limits.renewAfter().toMillis() && quiet());
  }

  private boolean quiet() {
    return caller.quiet() && bot.quiet();
  }

  // ---- the connection

  /** There is a connection. */
  void connected(long now) {
    ready = false;
    connectedAt = now;
    heardAt = now;
    events.clear();
    events.add(plan.update(SessionPlan.EVENT, true));
  }

  /** There is none any more; what was under way is to be done in the next session. */
  void disconnected() {
    ready = false;
    events.clear();
    broken = Optional.empty();
    unanswered.clear();
    caller.leave();
    bot.leave();
  }

  /** The session is as it should be: it is told what was said, and what is to be done. */
  private void begin(long now) {
    ready = true;
    memory.told().forEach(this::send);
    act(caller.begin(), now);
    if (!opened) {
      opened = true;
      outputs.add(new Output.Opened());
    }
    act(bot.begin(now), now);
  }

  private void send(ClientEvent event) {
    if (ready) {
      events.add(event);
      unanswered.sent(event);
    }
  }

  // ---- what happens on the line

  /** Something on the line. */
  void told(Input input, long now) {
    if (input instanceof Input.Audio audio) {
      act(caller.hear(audio.frame()), now);
    } else if (input instanceof CallerTurn turn) {
      act(turn.step() == CallerTurn.Step.SILENT ? reprompt(now) : caller.turn(turn.step()), now);
    } else if (input instanceof Input.Key pressed) {
      if (caller.press(pressed.key(), now) && ready) {
        act(caller.tellKeys(), now);
      }
    } else if (input instanceof Input.Typed typed) {
      act(caller.typed(typed.words()), now);
    } else if (input instanceof Input.MarkReached mark) {
      bot.heard(mark.name());
    } else if (input instanceof Input.Interrupted cut) {
      act(bot.cut(cut, now), now);
    } else if (input instanceof Input.ToolReturned returned) {
      act(bot.returned(returned, now), now);
    } else if (input instanceof Input.Collected collected) {
      act(caller.collected(collected.told()), now);
    } else if (input instanceof Input.SessionChanged changed) {
      plan = plan.with(changed.session());
      act(caller.detect(plan.detection().ours()), now);
      changes++;
      send(plan.update(SessionPlan.CHANGE_EVENT + "-" + changes, !bot.spoke()));
    } else if (input instanceof Input.InLanguage other) {
      words = other.speech().wording();
      caller.use(words);
      plan = plan.with(other);
    } else if (input instanceof Input.TakeOver over) {
      act(bot.want(new Wish(over.note(), true), now), now);
    } else if (input instanceof Input.Hint hint) {
      note(hint.text());
      Wish speaks = new Wish(words.of(Wording.Text.OPERATOR_SPEAK), true);
      act(hint.answer() ? bot.want(speaks, now) : List.of(), now);
    } else if (input instanceof Input.Withheld rest) {
      act(bot.withhold(rest, now), now);
      note(rest.note());
      act(rest.goesOn() ? bot.want(Wish.REPLY, now) : List.of(), now);
    } else if (input instanceof Input.WrapUp wrapUp) {
      note(TimeNote.told(wrapUp.left(), words));
    } else if (input instanceof Input.Goodbye goodbye) {
      act(bot.sayAtOnce(new Wish(TimeNote.goodbye(goodbye.words(), words), false), now), now);
    } else {
      throw new AssertionError(input);
    }
  }

  /** It is part of the conversation: a new session is told, too. */
  private void note(String text) {
    ClientEvent.Note note = new ClientEvent.Note(text);
    memory.noted(note);
    send(note);
  }

  private List<TalkAction> reprompt(long now) {
    return settings.reprompt().isEmpty() || !quiet()
        ? List.of()
        : bot.want(new Wish(settings.reprompt(), true), now);
  }

  /** Time has passed. */
  void tick(long now) {
    if (ready && caller.keysPause(now)) {
      act(caller.tellKeys(), now);
    }
    act(bot.tick(now), now);
    if (ready && bot.unanswered(now, heardAt)) {
      breakOff(Kind.UNREACHABLE, "no answer in time");
    }
  }

  // ---- what the parts want

  private void act(List<TalkAction> actions, long now) {
    actions.forEach(action -> act(action, now));
  }

  private void act(TalkAction action, long now) {
    if (action instanceof TalkAction.Send send) {
      send(send.event());
    } else if (action instanceof TalkAction.Tell tell) {
      outputs.add(tell.output());
      if (tell.output() instanceof Output.Audio) {
        unreadable.forgive();
      }
    } else if (action instanceof TalkAction.Warn warn) {
      oddity = Optional.of(warn.what());
    } else if (action instanceof TalkAction.GiveUp why) {
      breakOff(why.kind(), why.detail());
    } else if (action instanceof TalkAction.Answer) {
      act(bot.answer(now), now);
    } else if (action instanceof TalkAction.Answered) {
      caller.answered();
    } else if (action instanceof TalkAction.Ask ask) {
      send(plan.respond(ResponseQueue.EVENT + "-" + ask.number(), ask.wish()));
    } else if (action instanceof TalkAction.FirstSound) {
      bot.askedAgo(now).ifPresent(firstSound::accept);
    } else {
      throw new AssertionError(action);
    }
  }

  private void breakOff(Kind kind, String detail) {
    broken = broken.or(() -> Optional.of(new ProviderFailure(kind, RealtimeBot.NAME, detail)));
  }

  // ---- what the server tells

  /** An event of the server. */
  void hear(ServerEvent event, long now) {
    heardAt = now;
    notTaken(unanswered.heard(event));
    if (event instanceof ServerEvent.SessionUpdated) {
      if (!ready) {
        begin(now);
      }
    } else if (event instanceof ServerEvent.SpeechStarted) {
      if (!plan.detection().ours()) {
        bot.callerSpeaks();
        outputs.add(new Output.Clear());
      }
    } else if (event instanceof ServerEvent.RateLimit limit) {
      bot.hold(now, limit.exhaustedForMs());
    } else if (event instanceof ServerEvent.Fault fault) {
      act(faults.meaning(fault, ready, now), now);
    } else {
      act(meaning(event, now), now);
    }
    if (!bot.asked()) {
      notTaken(unanswered.responded());
    }
  }

  private void notTaken(int commits) {
    for (int commit = 0; commit < commits; commit++) {
      caller.notTaken();
    }
  }

  private List<TalkAction> meaning(ServerEvent event, long now) {
    if (event instanceof ServerEvent.Audio audio) {
      return bot.sound(audio, now);
    }
    if (event instanceof ServerEvent.Words words) {
      return bot.words(words, now);
    }
    if (event instanceof ServerEvent.AllWords words) {
      return bot.allWords(words);
    }
    if (event instanceof ServerEvent.Committed item) {
      return caller.taken(item.item());
    }
    if (event instanceof ServerEvent.CallerWords said) {
      return caller.said(said.item(), said.words());
    }
    if (event instanceof ServerEvent.ResponseCreated created) {
      return bot.begun(created, now);
    }
    if (event instanceof ServerEvent.ToolTold told) {
      return bot.told(told, now);
    }
    if (event instanceof ServerEvent.ResponseDone done) {
      return bot.over(done, !plan.detection().ours(), now);
    }
    if (event instanceof ServerEvent.Unreadable what) {
      return unreadable.add(what);
    }
    if (event instanceof ServerEvent.SessionCreated || event instanceof ServerEvent.Other) {
      return List.of();
    }
    throw new AssertionError(event);
  }
}
