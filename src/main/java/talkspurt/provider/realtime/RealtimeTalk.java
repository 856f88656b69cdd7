package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.SpeechToSpeech.Session;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.agent.PressedKeys;
import talkspurt.provider.realtime.RealtimeSettings.Detection;
import talkspurt.provider.realtime.RealtimeSettings.Limits;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.transport.Placeholders;

/**
 * One call's conversation with a Realtime server, through as many sessions as it takes: what is sent
 * for what happens on the line, and what the server's events mean. It knows no sockets, and time only
 * as an argument, in ms. Not thread-safe.
 *
 * <p>A reply is what the bot says to one turn of the caller: a response, and those that follow on the
 * tools it wanted. Never two responses at once.
 */
final class RealtimeTalk {

  private static final int RATE_HZ = ClientEventCodec.RATE_HZ;

  /** Less than 100 ms cannot be committed. */
  private static final int LEAST_COMMITTED = RATE_HZ / 10;

  private static final int MAX_REPLIES = 16;
  private static final int MAX_FAILURES = 3;
  private static final String SESSION_EVENT = "session";
  private static final String RESPONSE_EVENT = "respond";

  /** How the next response is to be. */
  private record Wish(String more, boolean tools) {}

  /** What follows on a reply's tools. */
  private enum FollowUp {
    NOTHING,
    SPEECH,
    LAST_WORDS
  }

  /** One reply, as far as it is known. */
  private static final class Reply {
    private final String name;
    private final List<Memory.BotItem> items = new ArrayList<>();
    private final Set<String> tools = new HashSet<>();
    private FollowUp followUp = FollowUp.NOTHING;
    private boolean sounds;

    Reply(String name) {
      this.name = name;
    }

    Optional<Memory.BotItem> item(String name) {
      return items.stream()
          .filter(item -> item.inSession() && item.item().equals(name))
          .findFirst();
    }
  }

  private final RealtimeSettings settings;
  private final Limits limits;
  private final Request request;
  private final LongConsumer firstSound;
  private final Memory memory;
  private final CallerGate gate;
  private Session session;

  private final List<ClientEvent> events = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Optional<ProviderFailure> broken = Optional.empty();
  private Optional<String> oddity = Optional.empty();

  // the connection
  private boolean connected;
  private boolean ready;
  private boolean opened;
  private long connectedAt;
  private long heardAt;
  private int changes;

  // the caller
  private final CallerSound uncommitted;
  private final CallerSound committed;
  private final CallerSound unwritten;
  private boolean committing;
  private int again;
  private final StringBuilder keys = new StringBuilder();
  private long keyAt;
  private int keyTurns;

  // the bot
  private Optional<Wish> due = Optional.empty();
  private Optional<Wish> last = Optional.empty();
  private boolean asked;
  private boolean unwanted;
  private long askedAt;
  private long holdUntil;
  private final RunningResponse active = new RunningResponse();
  private Optional<Wish> answering = Optional.empty();
  private final ResponseRaces races = new ResponseRaces();
  private final MuteResponses mute = new MuteResponses();
  private final ToolCalls calls = new ToolCalls();

  /** Whose words were told last, and whether they need no blank behind them. */
  private Optional<Memory.BotItem> telling = Optional.empty();

  private boolean spaced;

  private boolean muted;
  private boolean spoke;
  private int failures;
  private int responses;
  private int unreadable;
  private final Set<String> toldUnreadable = new HashSet<>();
  private Optional<Reply> reply = Optional.empty();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private int replyCount;
  private final Set<String> unheard = new LinkedHashSet<>();
  private BotSound sound = new BotSound();

  /**
   * A conversation that begins.
   *
   * @param firstSound told how long the first sound of a response was waited for
   */
  RealtimeTalk(RealtimeSettings settings, Request request, LongConsumer firstSound) {
    this.settings = settings;
    this.limits = settings.limits();
    this.request = request;
    this.firstSound = firstSound;
    this.memory = new Memory(request.history(), limits.maxMemory());
    this.session = request.session();
    this.gate = new CallerGate(samples(limits.preRoll().toMillis()));
    this.uncommitted = new CallerSound(samples(limits.maxKept().toMillis()));
    this.committed = new CallerSound(samples(limits.maxKept().toMillis()));
    this.unwritten = new CallerSound(samples(limits.maxKept().toMillis()));
    if (!detection().ours()) {
      gate.open();
    }
    if (request.speaksFirst() && (settings.greets() || !request.history().isEmpty())) {
      due = Optional.of(new Wish(request.history().isEmpty() ? settings.greeting() : "", true));
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
    boolean callerSilent = detection().ours() ? uncommitted.empty() && !gate.isOpen() : true;
    return callerSilent
        && !committing
        && !active.runs()
        && !asked
        && due.isEmpty()
        && reply.isEmpty()
        && unheard.isEmpty();
  }

  // ---- the connection

  /** There is a connection. */
  void connected(long now) {
    connected = true;
    ready = false;
    connectedAt = now;
    heardAt = now;
    sound = new BotSound();
    events.clear();
    events.add(update(SESSION_EVENT));
  }

  /** There is none any more; what was under way is to be done in the next session. */
  void disconnected() {
    connected = false;
    ready = false;
    events.clear();
    broken = Optional.empty();
    if (asked && !unwanted || active.runs() && !muted) {
      due = due.or(() -> last);
    }
    asked = false;
    unwanted = false;
    active.end();
    muted = false;
    races.settle();
    calls.leaveSession();
    again = 0;
    replies.forEach(spoken -> spoken.items.forEach(Memory.BotItem::leave));
  }

  /** The session is as it should be: it is told what was said, and what is to be done. */
  private void begin(long now) {
    ready = true;
    memory.told().forEach(this::send);
    if (!unwritten.empty()) {
      unwritten.pieces().forEach(piece -> send(new ClientEvent.Append(piece)));
      send(new ClientEvent.Commit());
      again++;
    }
    if (committing) {
      committed.pieces().forEach(piece -> send(new ClientEvent.Append(piece)));
      send(new ClientEvent.Commit());
    }
    uncommitted.pieces().forEach(piece -> send(new ClientEvent.Append(piece)));
    if (!opened) {
      opened = true;
      outputs.add(new Output.Opened());
    }
    respondIfDue(now);
  }

  private void send(ClientEvent event) {
    if (ready) {
      events.add(event);
    }
  }

  private ClientEvent.UpdateSession update(String id) {
    String instructions = session.instructions().orElse(settings.instructions());
    RealtimeSettings.Transcription writes = settings.transcription();
    String language =
        writes.language().isEmpty() ? request.language().split("-")[0] : writes.language();
    return new ClientEvent.UpdateSession(
        id,
        Placeholders.fill(instructions, request.variables()),
        spoke && id.startsWith("change") ? "" : session.voice().orElse(settings.voice()),
        settings.speed(),
        tools(),
        detection(),
        new RealtimeSettings.Transcription(writes.model(), language, writes.prompt()),
        settings.noiseReduction(),
        settings.maxOutputTokens());
  }

  private List<ToolSpec> tools() {
    return session
        .tools()
        .map(names ->
            request.tools().stream().filter(tool -> names.contains(tool.name())).toList())
        .orElse(request.tools());
  }

  private Detection detection() {
    return session
        .turnDetection()
        .map(mode -> settings.detection().in(mode))
        .orElse(settings.detection());
  }

  // ---- what happens on the line

  /** Something on the line. */
  void told(Input input, long now) {
    if (input instanceof Input.Audio audio) {
      gate.hear(audio.frame()).forEach(this::append);
    } else if (input instanceof CallerTurn turn) {
      if (detection().ours() || turn.step() == CallerTurn.Step.SILENT) {
        turn(turn.step(), now);
      }
    } else if (input instanceof Input.Key pressed) {
      press(pressed.key(), now);
    } else if (input instanceof Input.MarkReached mark) {
      unheard.remove(mark.name());
    } else if (input instanceof Input.Interrupted cut) {
      cut(cut.reply(), cut.playedMs(), now);
    } else if (input instanceof Input.ToolReturned returned) {
      returned(returned, now);
    } else if (input instanceof Input.SessionChanged changed) {
      change(changed.session());
    } else {
      throw new AssertionError(input);
    }
  }

  private void append(short[] piece) {
    if (detection().ours()) {
      uncommitted.add(piece);
    }
    send(new ClientEvent.Append(piece));
  }

  private void turn(CallerTurn.Step step, long now) {
    switch (step) {
      case BEGINS -> gate.open().forEach(this::append);
      case PAUSES -> gate.close().forEach(this::append);
      case COMPLETE -> {
        gate.close().forEach(this::append);
        commit(now);
      }
      case NONE -> {
        gate.close();
        if (!uncommitted.empty()) {
          uncommitted.clear();
          send(new ClientEvent.ClearInput());
        }
      }
      case SILENT -> {
        if (!settings.reprompt().isEmpty() && quiet()) {
          respond(new Wish(settings.reprompt(), true), now);
        }
      }
    }
  }

  private void commit(long now) {
    if (uncommitted.empty()) {
      return; // the server hears for itself, or did until now
    }
    int missing = LEAST_COMMITTED - uncommitted.samples();
    if (missing > 0) {
      append(new short[missing]);
    }
    send(new ClientEvent.Commit());
    if (ready) {
      committed.clear(); // else it waits for the next session, too
    }
    uncommitted.pieces().forEach(committed::add);
    uncommitted.clear();
    committing = true;
    answer(now);
  }

  /** A reply of which nothing was said yet is not wanted any more: the caller has gone on. */
  private void answer(long now) {
    mute.superseded();
    if (reply.filter(begun -> !begun.sounds).isPresent() || reply.isEmpty() && asked) {
      stop(now);
    }
    respond(new Wish("", true), now);
  }

  private void press(char key, long now) {
    keys.append(key);
    keyAt = now;
    if (key == '#' && ready) {
      tellKeys(now);
    }
  }

  private void tellKeys(long now) {
    String pressed = keys.toString();
    keys.setLength(0);
    keyTurns++;
    String item = "keys-" + keyTurns;
    String words = PressedKeys.told(pressed, request.language());
    memory.said(true, words);
    send(new ClientEvent.Message(true, words));
    outputs.add(new Output.CallerTook(item));
    outputs.add(new Output.CallerSaid(item, words));
    answer(now);
  }

  private void change(Session wanted) {
    boolean ours = detection().ours();
    session = wanted;
    if (ours && !detection().ours()) {
      gate.open().forEach(piece -> send(new ClientEvent.Append(piece)));
      uncommitted.clear();
    } else if (!ours && detection().ours()) {
      gate.close();
      send(new ClientEvent.ClearInput());
    }
    changes++;
    send(update("change-" + changes));
  }

  // ---- what the bot says

  private void respond(Wish wish, long now) {
    due = Optional.of(wish);
    respondIfDue(now);
  }

  private void respondIfDue(long now) {
    if (due.isEmpty() || !ready || asked || active.runs() || now < holdUntil) {
      return;
    }
    Wish wish = due.get();
    responses++;
    String instructions = wish.more().isEmpty()
        ? ""
        : Placeholders.fill(
            session.instructions().orElse(settings.instructions()) + "\n\n" + wish.more(),
            request.variables());
    send(new ClientEvent.Respond(RESPONSE_EVENT + "-" + responses, instructions, wish.tools()));
    last = due;
    due = Optional.empty();
    asked = true;
    unwanted = false;
    askedAt = now;
  }

  /**
   * What was played of a reply is over before its end: the server is to know how much was heard, and
   * what came after was not heard at all.
   */
  private void cut(String name, int playedMs, long now) {
    boolean found = false;
    int left = playedMs;
    for (Reply spoken : replies) {
      if (!found && !spoken.name.equals(name)) {
        continue;
      }
      found = true;
      for (Memory.BotItem item : spoken.items) {
        int heard = Math.min(Math.max(0, left), item.soundMs());
        left -= item.soundMs();
        boolean grows = active.runs() && reply.filter(spoken::equals).isPresent();
        if (!item.isCut() && (heard < item.soundMs() || grows)) {
          item.cut(heard);
          if (item.inSession()) {
            send(new ClientEvent.Truncate(item.item(), heard));
          }
        }
      }
      left = 0;
      unheard.remove(spoken.name);
    }
    if (found && reply.isPresent()) {
      stop(now);
    }
    respondIfDue(now);
  }

  /** The bot is to say no more of what it is saying. */
  private void stop(long now) {
    due = Optional.empty();
    if (active.runs() && !muted) {
      muted = true;
      cancel(now);
    } else if (asked) {
      unwanted = true;
    }
    reply.ifPresent(cut -> {
      if (cut.sounds) {
        outputs.add(new Output.Clear());
      }
      outputs.add(new Output.ReplyEnds());
      cut.tools.clear();
      reply = Optional.empty();
    });
  }

  private void cancel(long now) {
    races.cancel(now);
    send(new ClientEvent.Cancel(active.id()));
  }

  private void returned(Input.ToolReturned returned, long now) {
    memory.toolReturned(returned.call(), returned.told());
    send(new ClientEvent.ToolOutput(calls.returned(returned.call()), returned.told()));
    if (reply.filter(waiting -> waiting.tools.remove(returned.call())).isPresent()) {
      Reply waiting = reply.get();
      if (!returned.last()) {
        waiting.followUp = FollowUp.SPEECH;
      } else if (waiting.followUp == FollowUp.NOTHING && !waiting.sounds) {
        waiting.followUp = FollowUp.LAST_WORDS;
      }
      goOn(now);
    }
  }

  /** When a response and its tools are done, what follows on them, or the end of the reply. */
  private void goOn(long now) {
    if (active.runs() || asked || reply.isEmpty() || !reply.get().tools.isEmpty()) {
      return;
    }
    Reply paused = reply.get();
    FollowUp next = paused.followUp;
    paused.followUp = FollowUp.NOTHING;
    switch (next) {
      case SPEECH -> respond(new Wish("", true), now);
      case LAST_WORDS -> respond(new Wish("", false), now);
      case NOTHING -> endReply();
    }
  }

  private void endReply() {
    reply.ifPresent(over -> {
      if (over.sounds) {
        unheard.add(over.name);
        outputs.add(new Output.Mark(over.name));
      }
      outputs.add(new Output.ReplyEnds());
      reply = Optional.empty();
    });
  }

  // ---- what the server tells

  /** An event of the server. */
  void hear(ServerEvent event, long now) {
    heardAt = now;
    if (event instanceof ServerEvent.Audio audio) {
      arrives(audio.response(), true, now);
      sound(audio, now);
    } else if (event instanceof ServerEvent.Words words) {
      arrives(words.response(), true, now);
      words(words);
    } else if (event instanceof ServerEvent.AllWords words) {
      allWords(words);
    } else if (event instanceof ServerEvent.SessionUpdated) {
      if (!ready) {
        begin(now);
      }
    } else if (event instanceof ServerEvent.SpeechStarted) {
      if (!detection().ours()) {
        outputs.add(new Output.Clear());
      }
    } else if (event instanceof ServerEvent.Committed item) {
      committed(item.item());
    } else if (event instanceof ServerEvent.CallerWords said) {
      unwritten.clear();
      memory
          .callerSaid(said.item(), said.words())
          .filter(item -> !said.words().isEmpty())
          .ifPresent(item -> outputs.add(new Output.CallerSaid(item, said.words())));
    } else if (event instanceof ServerEvent.ResponseCreated created) {
      begun(created.response(), now);
    } else if (event instanceof ServerEvent.ToolTold told) {
      arrives(told.response(), true, now);
      told(told);
    } else if (event instanceof ServerEvent.ResponseDone done) {
      arrives(done.response(), false, now);
      done(done, now);
    } else if (event instanceof ServerEvent.RateLimit limit) {
      if (limit.exhaustedForMs() > 0) {
        hold(now, limit.exhaustedForMs());
      }
    } else if (event instanceof ServerEvent.Fault fault) {
      fault(fault, now);
    } else if (event instanceof ServerEvent.Unreadable what) {
      unreadable++;
      if (toldUnreadable.add(what.why())) {
        oddity = Optional.of("it sent " + what.what() + "; such events are skipped and counted");
      }
      if (unreadable > limits.maxUnreadable()) {
        breakOff(Kind.BROKE_PROTOCOL, "too many messages that cannot be read");
      }
    } else if (!(event instanceof ServerEvent.SessionCreated)
        && !(event instanceof ServerEvent.Other)) {
      throw new AssertionError(event);
    }
  }

  private void committed(String item) {
    if (again > 0) {
      again--;
      memory.again(item);
      return;
    }
    committing = false;
    unwritten.clear();
    if (!settings.transcription().model().isEmpty()) {
      committed.pieces().forEach(unwritten::add);
    }
    committed.clear();
    memory.callerTook(item);
    outputs.add(new Output.CallerTook(item));
  }

  private void begun(String response, long now) {
    if (active.owns(response)) {
      return; // told twice
    }
    answering = asked ? last : Optional.empty();
    asked = false;
    active.begin(response);
    muted = unwanted;
    races.settle();
    mute.begin();
    calls.begin();
    if (unwanted) {
      unwanted = false;
      cancel(now);
      return;
    }
    if (reply.isEmpty()) {
      replyCount++;
      Reply begins = new Reply("reply-" + replyCount);
      reply = Optional.of(begins);
      replies.add(begins);
      if (replies.size() > MAX_REPLIES) {
        replies.removeFirst();
      }
      spaced = true;
      outputs.add(new Output.ReplyBegins(begins.name));
    }
  }

  /** Of a reply that was cut, more may be on its way. */
  private Optional<Memory.BotItem> item(String response, String item) {
    if (!active.owns(response) || muted || reply.isEmpty()) {
      return Optional.empty();
    }
    return reply.get().item(item).or(() -> {
      sound.begin();
      endItems();
      Memory.BotItem begins = memory.botItem(item);
      reply.get().items.add(begins);
      return Optional.of(begins);
    });
  }

  /** Some servers do not tell that a response begins, but what it brings. */
  private void arrives(String response, boolean brings, long now) {
    if ((brings || asked) && active.unannounced(response)) {
      begun(response, now);
    }
  }

  private void sound(ServerEvent.Audio audio, long now) {
    item(audio.response(), audio.item()).filter(item -> !item.isCut()).ifPresent(item -> {
      boolean judged = sound.other().isPresent();
      sound.read(audio.sound()).ifPresent(frame -> {
        String carried = item.add("", frame.durationMs());
        if (!reply.get().sounds && last.isPresent()) {
          firstSound.accept(now - askedAt);
        }
        reply.get().sounds = true;
        mute.brings();
        unreadable = 0; // where the sound goes on the caller is served
        spoke = true;
        outputs.add(new Output.Audio(frame));
        tell(item, carried);
      });
      if (!judged && sound.other().isPresent()) {
        oddity = Optional.of(
            "its sound is not linear as asked for, but " + sound.other().get());
      }
    });
  }

  private void words(ServerEvent.Words words) {
    item(words.response(), words.item())
        .filter(item -> !item.isCut())
        .ifPresent(item -> tell(item, item.add(words.more(), 0)));
  }

  /** Some servers do not tell the words piece by piece. */
  private void allWords(ServerEvent.AllWords all) {
    item(all.response(), all.item())
        .filter(item -> !item.isCut() && item.wordless())
        .ifPresent(item -> tell(item, item.add(all.words(), 0)));
  }

  /** Nothing more comes of what the reply has said so far. */
  private void endItems() {
    reply.ifPresent(spoken -> spoken.items.stream()
        .filter(item -> !item.isCut())
        .forEach(item -> tell(item, item.end())));
  }

  private void breakOffItems() {
    reply.ifPresent(spoken -> spoken.items.forEach(Memory.BotItem::breakOff));
  }

  private void tell(Memory.BotItem item, String words) {
    if (words.isEmpty()) {
      return;
    }
    boolean goesOn = spaced || telling.filter(item::equals).isPresent();
    outputs.add(new Output.Words(goesOn ? words : " " + words));
    telling = Optional.of(item);
    spaced = Character.isWhitespace(words.charAt(words.length() - 1));
  }

  private void told(ServerEvent.ToolTold told) {
    if (active.owns(told.response()) && !muted && reply.isPresent()) {
      calls.told(told.part()).ifPresent(this::run);
    } else if (told.part().told() == ToolPart.Told.WHOLE && !muted && !calls.given(told.part())) {
      oddity = Optional.of("it wants a tool in a response that does not run");
    }
  }

  private void run(ToolCalls.Call call) {
    mute.brings();
    memory.toolWanted(new ClientEvent.ToolWish(call.id(), call.name(), call.arguments()));
    reply.ifPresent(begun -> begun.tools.add(call.id()));
    outputs.add(new Output.ToolCall(call.id(), call.name(), call.arguments()));
  }

  private void done(ServerEvent.ResponseDone done, long now) {
    if (!active.owns(done.response())) {
      return;
    }
    if (muted || reply.isEmpty()) {
      stopped(now);
      return;
    }
    done.tools().forEach(part -> calls.told(part).ifPresent(this::run));
    calls.end(done.status() == Status.COMPLETED).forEach(this::run);
    if (calls.lost() > 0) {
      oddity = Optional.of(calls.lost() + " tool calls were not told in whole and do not run");
    }
    active.end();
    boolean usesTools = !reply.get().tools.isEmpty() || reply.get().followUp != FollowUp.NOTHING;
    if (done.status() == Status.FAILED && !usesTools) {
      breakOffItems();
      retry(done.code(), now);
    } else {
      failures = 0;
      unwritten.clear();
      if (done.status() == Status.CANCELLED) {
        breakOffItems();
        reply.get().tools.clear();
      } else if (mute.brought()) {
        endItems();
      } else {
        breakOffItems();
      }
      if (due.isPresent() || !toBring(done)) {
        goOn(now);
      } else {
        brought(done, now);
      }
    }
    respondIfDue(now);
  }

  /** A response that was to stop is over. */
  private void stopped(long now) {
    active.end();
    muted = false;
    failures = 0;
    unwritten.clear();
    goOn(now);
    respondIfDue(now);
  }

  /** Whether the caller waits for what the response was to bring: not where they speak, or leave. */
  private boolean toBring(ServerEvent.ResponseDone done) {
    boolean lastWords = answering.filter(wish -> !wish.tools()).isPresent();
    boolean callerSpeaks = done.status() == Status.CANCELLED && !detection().ours();
    return !lastWords && !callerSpeaks;
  }

  /** What the response has brought; the caller is not left in silence where that is nothing. */
  private void brought(ServerEvent.ResponseDone done, long now) {
    MuteResponses.Next next = mute.over();
    if (next == MuteResponses.Next.GO_ON) {
      goOn(now);
      return;
    }
    String status = done.status().name().toLowerCase(Locale.ROOT);
    String what =
        "a response brought neither sound nor a tool: " + (status + " " + done.code()).strip();
    oddity = Optional.of(what);
    switch (next) {
      case ASK_AGAIN -> respond(answering.orElse(new Wish("", true)), now);
      case APOLOGISE -> {
        outputs.add(new Output.ReplyFailed(
            new ProviderFailure(Kind.BROKE_PROTOCOL, RealtimeBot.NAME, what)));
        endReply();
      }
      case GIVE_UP -> breakOff(Kind.BROKE_PROTOCOL, what);
      case GO_ON -> throw new AssertionError(next);
    }
  }

  // ---- what goes wrong

  private void fault(ServerEvent.Fault fault, long now) {
    switch (fault.code()) {
      case "invalid_api_key", "authentication_error" ->
        breakOff(Kind.REJECTED_CREDENTIALS, fault.code());
      case "session_expired" -> breakOff(Kind.UNREACHABLE, fault.code());
      case "beta_api_shape_disabled", "model_not_found", "insufficient_quota" ->
        breakOff(Kind.REJECTED_REQUEST, fault.code());
      case "conversation_already_has_active_response" -> {
        if (asked) {
          busy(now);
        }
      }
      default -> {
        if (muted && races.nothingToCancel(fault, active.id())) {
          stopped(now);
          return;
        }
        if (ResponseRaces.late(fault)) {
          return;
        }
        oddity = Optional.of(
            fault.code().isEmpty()
                ? "it tells an error without a code"
                : "it tells an error: " + fault.code());
        if (fault.cause().equals(SESSION_EVENT) && !ready) {
          breakOff(Kind.REJECTED_REQUEST, "the session: " + fault.code());
        } else if (asked && fault.cause().startsWith(RESPONSE_EVENT)
            || asked && fault.code().equals("rate_limit_exceeded")) {
          asked = false;
          retry(fault.code(), now);
        } else if (fault.code().equals("server_error") && !ready) {
          breakOff(Kind.OVERLOADED, fault.code());
        }
      }
    }
  }

  /** The server has a response of which we know nothing, or whose end it has not told. */
  private void busy(long now) {
    asked = false;
    if (!unwanted) {
      due = due.or(() -> last);
    }
    unwanted = false;
    switch (races.busy()) {
      case WAIT -> {}
      case STOP_IT -> send(new ClientEvent.Cancel(""));
      case GIVE_UP -> breakOff(Kind.UNREACHABLE, "it does not end a response");
    }
    hold(now, races.busyForMs());
  }

  /** The response is asked for again, a little later; or given up. */
  private void retry(String code, long now) {
    failures++;
    if (failures > MAX_FAILURES) {
      breakOff(
          code.equals("rate_limit_exceeded") || code.equals("server_error")
              ? Kind.OVERLOADED
              : Kind.REJECTED_REQUEST,
          "a response failed: " + code);
      return;
    }
    if (!unwanted) {
      due = due.or(() -> last);
    }
    unwanted = false;
    hold(now, limits.backOff().toMillis() << failures - 1);
  }

  private void hold(long now, long ms) {
    holdUntil = Math.max(holdUntil, now + Math.min(ms, limits.maxWait().toMillis()));
  }

  private void breakOff(Kind kind, String detail) {
    broken = broken.or(() -> Optional.of(new ProviderFailure(kind, RealtimeBot.NAME, detail)));
  }

  /** Time has passed. */
  void tick(long now) {
    if (ready && keys.length() > 0 && now - keyAt >= limits.keyPause().toMillis()) {
      tellKeys(now);
    }
    if (muted && races.cancelUnanswered(now)) {
      stopped(now);
    }
    respondIfDue(now);
    long patience = limits.answerTimeout().toMillis();
    boolean unanswered = asked && now - Math.max(askedAt, heardAt) >= patience
        || active.runs() && now - heardAt >= patience;
    if (connected && ready && unanswered) {
      breakOff(Kind.UNREACHABLE, "no answer in time");
    }
  }

  private static int samples(long ms) {
    return (int) (ms * RATE_HZ / 1000);
  }
}
