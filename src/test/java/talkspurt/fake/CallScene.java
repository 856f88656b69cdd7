package talkspurt.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import talkspurt.audio.NearEndDetector;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.Direction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.TimeLimit;
import talkspurt.collect.Collect;
import talkspurt.control.Playback;
import talkspurt.media.Conversations;
import talkspurt.media.Listeners;
import talkspurt.media.profile.BotAgents;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.FailurePolicy;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.OutboundPolicy;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Profiles;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.Voice;
import talkspurt.media.settings.DoctorSettings;
import talkspurt.media.settings.MediaSettings;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.provider.CollectTools;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Transcriber;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.TurnSettings;

/** All it takes for a call: fakes round real conversations, in a world of counted time. */
public final class CallScene implements AutoCloseable {

  /** What the bot says first. */
  public static final String GREETING = "Good morning, how can I help you?";

  /** What is said when somebody fails. */
  public static final String APOLOGY = "I am sorry, something went wrong.";

  /** What is said when the call has taken as long as it may. */
  public static final String GOODBYE = "Our time is up. Goodbye.";

  /** Who calls. */
  public static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");

  private final CountedWorld world = new CountedWorld();
  private final FakeCallDoor door = new FakeCallDoor(world);
  private final FakeTranscriber transcriber = new FakeTranscriber(world);
  private Transcriber recogniser = transcriber;
  private final FakeResponder responder = new FakeResponder(world);
  private final FakeSynthesizer synthesizer = new FakeSynthesizer();
  private Metrics metrics = new Metrics();
  private Prompt greeting = new Prompt.Say(GREETING);
  private IntFunction<NearEndDetector> ears = rateHz -> new FakeEar();
  private boolean inBandKeys;
  private DoctorSettings doctor = LineExamination.SETTINGS;
  private TurnSettings turns = Turns.SETTINGS;
  private boolean takeUnannounced = true;
  private Responder agent = responder;
  private final FakeToolRunner tools = new FakeToolRunner();
  private final List<Collect> collects = new ArrayList<>();
  private Prompt agentApology = new Prompt.Say("I am sorry, something went wrong.");
  private Filler filler = Filler.none();
  private boolean askedAhead;
  private Synthesizer speaker = synthesizer;
  private Optional<FailurePolicy> givingUp = Optional.empty();
  private UnaryOperator<Profile.Agent> others = UnaryOperator.identity();
  private BotAgents botAgents = BotAgents.NONE;
  private BotGuardrails botRules = BotGuardrails.NONE;
  private int maxKeys = 1;
  private Optional<SpeechToSpeech> bot = Optional.empty();
  private boolean apology;
  private boolean botSaysGoodbye;
  private boolean botHasListener;
  private boolean overhears;
  private TimeLimit limit = TimeLimit.NONE;
  private Map<String, Price> fees = Map.of();
  private MidCallOptions options = MidCallOptions.NONE;
  private ProfileAmbience ambience = ProfileAmbience.ENGINE;
  private RecordingPolicy recording = RecordingPolicy.OFF;
  private Recordings recordings = Recordings.none();
  private int lines;
  private Optional<Profile> profile = Optional.empty();
  private OutboundPolicy outbound = OutboundPolicy.NONE;
  private Direction direction = Direction.INBOUND;
  private Conversations conversations;
  private final List<Playback> playback = Collections.synchronizedList(new ArrayList<>());
  private BiConsumer<UUID, Playback> onlooker = (call, seen) -> playback.add(seen);

  public CountedWorld world() {
    return world;
  }

  public FakeCallDoor door() {
    return door;
  }

  public FakeTranscriber transcriber() {
    return transcriber;
  }

  public FakeResponder responder() {
    return responder;
  }

  /** Who understands the caller. */
  public CallScene recogniser(Transcriber other) {
    recogniser = other;
    return this;
  }

  public FakeSynthesizer synthesizer() {
    return synthesizer;
  }

  public Metrics metrics() {
    return metrics;
  }

  /** What is counted, and traced, elsewhere; before it is begun. */
  public CallScene metrics(Metrics other) {
    metrics = other;
    return this;
  }

  /** What is said first. */
  public CallScene greeting(Prompt other) {
    greeting = other;
    return this;
  }

  /** How lines are heard. */
  public CallScene ears(IntFunction<NearEndDetector> others) {
    ears = others;
    return this;
  }

  /** What counts as a fault of a line. */
  public CallScene doctor(DoctorSettings others) {
    doctor = others;
    return this;
  }

  /** Whether tones count as keys. */
  public CallScene inBandKeys() {
    inBandKeys = true;
    return this;
  }

  /** How turns are taken. */
  public CallScene turns(TurnSettings others) {
    turns = others;
    return this;
  }

  /** Whether calls are recorded, and by whom. */
  public CallScene recording(RecordingPolicy policy, Recordings by) {
    recording = policy;
    recordings = by;
    return this;
  }

  /** Receives what playback reports. */
  public CallScene onlooker(BiConsumer<UUID, Playback> other) {
    onlooker = other;
    return this;
  }

  /** Whether a line without a call start is taken. */
  public CallScene takeUnannounced(boolean taken) {
    takeUnannounced = taken;
    return this;
  }

  /** How many keys make an input. */
  public CallScene maxKeys(int count) {
    maxKeys = count;
    return this;
  }

  /** A bot answers in place of transcriber, agent and synthesizer. */
  public FakeBot bot() {
    FakeBot made = new FakeBot(world);
    bot = Optional.of(made);
    return made;
  }

  /** The same with a bot of the test's own. */
  public CallScene bot(SpeechToSpeech other) {
    bot = Optional.of(other);
    return this;
  }

  /** The bot's failure is told to the caller. */
  public CallScene apologizes() {
    apology = true;
    return this;
  }

  /** Somebody of ours hears what the bot's callers answer us. */
  public CallScene listens() {
    botHasListener = true;
    return this;
  }

  /** They hear all that callers say, too: the bot tells no words. */
  public CallScene overhears() {
    overhears = true;
    return listens();
  }

  /** The bot can be asked to say goodbye. */
  public CallScene botSaysGoodbye() {
    botSaysGoodbye = true;
    return this;
  }

  /** What its calls can be while they run. */
  public CallScene options(MidCallOptions others) {
    options = others;
    return this;
  }

  /** What callers hear below the voice. */
  public CallScene ambience(ProfileAmbience other) {
    ambience = other;
    return this;
  }

  /** What is taken for the calls themselves. */
  public CallScene fees(Map<String, Price> others) {
    fees = others;
    return this;
  }

  /** How long calls may take. */
  public CallScene limit(TimeLimit other) {
    limit = other;
    return this;
  }

  /** Who answers. */
  public CallScene agent(Responder other) {
    agent = other;
    return this;
  }

  /** What the agent can do outside of the call. */
  public FakeToolRunner tools() {
    return tools;
  }

  /** What the engine asks the caller for when the agent wants it to. */
  public CallScene collects(Collect... values) {
    collects.addAll(List.of(values));
    return this;
  }

  /** What is said when the agent fails. */
  public CallScene apology(Prompt other) {
    agentApology = other;
    return this;
  }

  /** He may be asked before the caller's turn is over and in the journal. */
  public CallScene askedAhead() {
    askedAhead = true;
    return this;
  }

  /** Who else may answer. */
  public CallScene among(UnaryOperator<Profile.Agent> with) {
    others = with;
    return this;
  }

  /** What the bot must not say. */
  public CallScene among(BotGuardrails rules) {
    botRules = rules;
    return this;
  }

  /** Which agents the bot is. */
  public CallScene among(BotAgents agents) {
    botAgents = agents;
    return this;
  }

  /** Who speaks. */
  public CallScene speaker(Synthesizer other) {
    speaker = other;
    return this;
  }

  /** What is said while he keeps the caller waiting. */
  public CallScene filler(Filler other) {
    filler = other;
    return this;
  }

  /** What is done when he fails again and again. */
  public CallScene givingUp(FailurePolicy other) {
    givingUp = Optional.of(other);
    return this;
  }

  /** Which profile answers, in place of one of the scene's own. */
  public CallScene profile(Profile other) {
    profile = Optional.of(other);
    return this;
  }

  /** Calls of the scene go that way; called parties of outbound ones are told this. */
  public CallScene outbound(OutboundPolicy policy, Direction way) {
    outbound = policy;
    direction = way;
    return this;
  }

  /** A call start is posted. */
  public CallScene announce() {
    return announce("");
  }

  /** A call start is posted, with this language. */
  public CallScene announce(String language) {
    CallPlan plan = new CallPlan(
        new PhoneNumber("+441234"),
        new PhoneNumber("100"),
        "s",
        "",
        "receptionist",
        language,
        Map.of(),
        true);
    door.ask(CALL, new CallRequest.Register(plan.with(limit).direction(direction)));
    world.settle();
    return this;
  }

  /** Asterisk opens a line of the call. */
  public FakePhone dial() {
    FakePhone phone = open();
    phone.dial(CALL);
    return phone;
  }

  /** Asterisk opens a line and does not say yet whose it is. */
  public FakePhone open() {
    lines++;
    return new FakePhone(world, conversations(), "line-" + lines);
  }

  /** The node is about to stop: lines that are open are to be let go. */
  public void handOver(Duration within) {
    conversations().handOver(within);
  }

  /** The node is about to stop: lines that come are to be let go. */
  public void handNewLinesOver() {
    conversations().handNewLinesOver();
  }

  /** What answers the lines of this node. */
  public Conversations conversations() {
    if (conversations == null) {
      Profiles known = profiles();
      known.byName().values().forEach(profile -> Conversations.known(profile, metrics));
      conversations = Conversations.create(
          world.system(),
          door,
          known,
          onlooker,
          settings(),
          world.clock(),
          world.instants(),
          metrics,
          recordings,
          Listeners.NONE);
    }
    return conversations;
  }

  /** What those who look on have seen of the playback, oldest first. */
  public List<Playback> playback() {
    return List.copyOf(playback);
  }

  /** What the call is doing. */
  public CallState state() {
    return door.state(CALL);
  }

  /** The name of what the call is doing. */
  public String doing() {
    return state().getClass().getSimpleName();
  }

  /** What has happened to the call, as names of events. */
  public List<String> story() {
    return door.events(CALL).stream()
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  /** The last event of a kind. */
  public <E extends CallEvent> E last(Class<E> kind) {
    return door.events(CALL).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " in " + story()));
  }

  @Override
  public void close() {
    world.close();
  }

  private Optional<Profile.Goodbye> goodbye(Voice voice) {
    if (apology) {
      return Optional.of(new Profile.Goodbye(GOODBYE, Optional.of(voice)));
    }
    return botSaysGoodbye
        ? Optional.of(new Profile.Goodbye("", Optional.empty()))
        : Optional.empty();
  }

  private Profiles profiles() {
    Profile answers =
        profile.orElseGet(() -> new Profile("receptionist", "en", turns, pipeline(), limit)
            .options(options)
            .ambience(ambience)
            .recording(recording)
            .outbound(outbound)
            .fees(fees));
    return new Profiles(Map.of("receptionist", answers), "receptionist");
  }

  private Profile.Pipeline pipeline() {
    Voice voice = new Voice(speaker, "");
    return bot.<Profile.Pipeline>map(hears -> new Profile.Bot(
            hears,
            apology ? Optional.of(new Profile.Apology(APOLOGY, voice)) : Optional.empty(),
            toolbox(),
            goodbye(voice),
            collects.isEmpty() && !botHasListener
                ? Optional.empty()
                : Optional.of(new Profile.BotListener(transcriber, overhears)),
            botAgents,
            botRules))
        .orElseGet(() -> others.apply(new Profile.Agent(
            greeting,
            agentApology,
            new Prompt.Say(GOODBYE),
            recogniser,
            List.of("sales", "support"),
            agent,
            askedAhead,
            voice,
            maxKeys,
            toolbox(),
            filler,
            givingUp)));
  }

  private Toolbox toolbox() {
    return new Toolbox(
        true, Map.of("sales", "queues,sales,1"), CollectTools.of(tools, List.copyOf(collects)));
  }

  private MediaSettings settings() {
    return new MediaSettingsOf()
        .turns(turns)
        .hearing(ears, inBandKeys)
        .doctor(doctor)
        .takeUnannounced(takeUnannounced)
        .settings();
  }
}
