package talkspurt.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.text.OutsideText;

/**
 * What is to be other than in the profile, for one call; what is empty stays.
 *
 * @param instructions what the bot is to do
 * @param voice whose voice it has
 * @param tools names of those of the profile's tools that it may use
 * @param turnDetection who finds out whose turn it is, for a bot that hears for itself
 * @param turn settings of {@code turn} by name, each value as JSON
 * @param language the language of the call from now on, a BCP 47 tag
 * @param hold whether the caller is on hold: not heard, and not answered
 * @param interventions words that operators and programs have brought in
 * @param recording what was asked of the call's recording, and what is known of it
 * @param orders commands to the Asterisk that has the call's channel
 */
public record SessionChange(
    Optional<String> instructions,
    Optional<String> voice,
    Optional<List<String>> tools,
    Optional<String> turnDetection,
    Map<String, String> turn,
    Optional<String> language,
    Optional<Boolean> hold,
    List<Intervention> interventions,
    Recording recording,
    List<ChannelOrder> orders) {

  /** Everything stays. */
  public static final SessionChange NONE =
      new SessionChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What was stored before there was more to change has none of that. */
  public SessionChange {
    instructions = instructions.map(OutsideText::repaired);
    voice = voice.map(OutsideText::repaired);
    tools = tools.map(Repaired::list);
    turnDetection = turnDetection.map(OutsideText::repaired);
    turn = turn == null ? Map.of() : Repaired.map(turn);
    language = language == null ? Optional.empty() : language.map(OutsideText::repaired);
    hold = hold == null ? Optional.empty() : hold;
    interventions = interventions == null ? List.of() : List.copyOf(interventions);
    recording = recording == null ? Recording.NONE : recording;
    orders = orders == null ? List.of() : List.copyOf(orders);
  }

  /** One that does not concern the recording, nor the channel. */
  public SessionChange(
      Optional<String> instructions,
      Optional<String> voice,
      Optional<List<String>> tools,
      Optional<String> turnDetection,
      Map<String, String> turn,
      Optional<String> language,
      Optional<Boolean> hold,
      List<Intervention> interventions) {
    this(
        instructions,
        voice,
        tools,
        turnDetection,
        turn,
        language,
        hold,
        interventions,
        Recording.NONE,
        List.of());
  }

  /** What is asked of the recording, or known of it. */
  public static SessionChange of(Recording recording) {
    return NONE.with(recording);
  }

  /** Whether it tells what has become of the recording, and nothing else. */
  boolean newsOfRecording() {
    return recording.newsAlone() && with(Recording.NONE).equals(NONE);
  }

  /** One more command to the channel, or what came of one. */
  public static SessionChange of(ChannelOrder one) {
    return NONE.withOrders(List.of(one));
  }

  /** Another session of a bot that holds one. */
  public SessionChange(
      Optional<String> instructions,
      Optional<String> voice,
      Optional<List<String>> tools,
      Optional<String> turnDetection) {
    this(
        instructions,
        voice,
        tools,
        turnDetection,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** One more intervention, or one that has come further. */
  static SessionChange of(Intervention one) {
    return NONE.with(List.of(one));
  }

  /** The same for another agent of the profile, who has instructions and tools of its own. */
  SessionChange handedOff() {
    return new SessionChange(
        Optional.empty(),
        voice,
        Optional.empty(),
        turnDetection,
        turn,
        language,
        hold,
        interventions,
        recording,
        orders);
  }

  /** The same with these interventions alone. */
  public SessionChange with(List<Intervention> others) {
    return new SessionChange(
        instructions, voice, tools, turnDetection, turn, language, hold, others, recording, orders);
  }

  /** The same with this of the recording. */
  SessionChange with(Recording other) {
    return new SessionChange(
        instructions,
        voice,
        tools,
        turnDetection,
        turn,
        language,
        hold,
        interventions,
        other,
        orders);
  }

  /** The same with these commands alone. */
  SessionChange withOrders(List<ChannelOrder> others) {
    return new SessionChange(
        instructions,
        voice,
        tools,
        turnDetection,
        turn,
        language,
        hold,
        interventions,
        recording,
        others);
  }

  /** What of it is for a bot that hears for itself. */
  public SessionChange forBot() {
    return with(List.of()).with(Recording.NONE).withOrders(List.of());
  }

  /** This, and then another. */
  public SessionChange then(SessionChange later) {
    Map<String, String> turns = new TreeMap<>(turn);
    turns.putAll(later.turn);
    return new SessionChange(
        later.instructions.or(() -> instructions),
        later.voice.or(() -> voice),
        later.tools.or(() -> tools),
        later.turnDetection.or(() -> turnDetection),
        turns,
        later.language.or(() -> language),
        later.hold.or(() -> hold),
        Interventions.merged(interventions, later.interventions),
        recording.then(later.recording),
        ChannelOrders.merged(orders, later.orders));
  }

  /** Whether the caller is on hold. */
  public boolean onHold() {
    return hold.orElse(false);
  }

  /** What the bot's turn came of, where that is an intervention. */
  public Optional<Intervention> behind(TurnInput input) {
    return input instanceof TurnInput.Unprompted begun && !begun.intervention().isEmpty()
        ? Interventions.of(interventions, begun.intervention())
        : Optional.empty();
  }

  /** The next of which a turn of the bot's is to come: what is wanted now goes first. */
  public Optional<Intervention> next() {
    List<Intervention> waiting =
        interventions.stream().filter(Intervention::waits).toList();
    return waiting.stream()
        .filter(one -> one.when() == Intervention.When.NOW)
        .findFirst()
        .or(() -> waiting.stream().findFirst());
  }

  SessionChange begun(String id, int inTurn, Instant now) {
    return with(interventions.stream()
        .map(one -> one.id().equals(id) ? one.begun(inTurn, now) : one)
        .toList());
  }

  /** Instructions may hold personal data: prints their length alone. */
  @Override
  public String toString() {
    return "SessionChange[instructions of " + instructions.map(String::length).orElse(0)
        + " characters, voice=" + voice + ", tools=" + tools + ", turnDetection=" + turnDetection
        + ", turn=" + turn + ", language=" + language + ", hold=" + hold + ", interventions="
        + interventions + ", recording=" + recording + ", orders=" + orders + "]";
  }
}
