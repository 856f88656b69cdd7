package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import talkspurt.loadtest.standin.ToolServer;

/** Holds a call's journal, its transcript and its recording against each other and against the script. */
final class Judge {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int DEAD_AIR_MS = 3000;
  private static final int MAX_UNKNOWN_MS = 200;
  private static final Set<String> TURN_OVER = Set.of("reply-played", "floor-yielded");

  private final String name;
  private final ScriptedCall call;
  private final JsonNode story;
  private final Checks checks;

  Judge(String name, ScriptedCall call, JsonNode story, Checks checks) {
    this.name = name;
    this.call = call;
    this.story = story;
    this.checks = checks;
  }

  /** Leaves recording and timeline to be looked at. */
  void keep(Path out) throws IOException {
    StereoFile.write(
        out.resolve(name + ".wav"),
        Phone.RATE_HZ,
        call.phone().said(),
        call.phone().heard());
    StringBuilder timeline = new StringBuilder();
    for (JsonNode event : story.path("timeline"))
      timeline.append("%8.2f s  %s%n".formatted(at(event) / 1000.0, event));
    Files.writeString(out.resolve(name + "-timeline.txt"), timeline);
    Files.writeString(out.resolve(name + "-story.json"), JSON.writeValueAsString(story));
  }

  /** Whether the caller's turns are told as they were. */
  void saidByTheCaller(BiPredicate<List<String>, List<String>> same) {
    List<String> told = lines("caller");
    boolean good = same.test(told, call.said());
    that(
        good,
        "the caller's " + call.said().size() + " turns are as he said them"
            + (good ? "" : ": said " + call.said() + ", told " + told));
  }

  void heardAsTold(List<Reference> references, Path out) throws IOException {
    Recognition.Outcome outcome = new Recognition(references).of(call.phone().heard());
    HeardText heard = HeardText.of(outcome.stretches());
    Files.writeString(
        out.resolve(name + "-heard.txt"),
        heard.sentences().stream().map(Object::toString).collect(Collectors.joining("\n")) + "\n\n"
            + outcome.stretches().stream().map(Judge::text).collect(Collectors.joining("\n")));
    long whole = heard.sentences().stream().filter(HeardText.Sentence::whole).count();
    var differs = heard.differsFrom(lines("bot"));
    unlessStalled(
        differs.isEmpty(),
        "recording and transcript agree: " + whole + " sentences whole, "
            + (heard.sentences().size() - whole) + " cut"
            + differs.map(what -> ": " + what).orElse(""));
    unlessStalled(
        outcome.unknownMs() <= MAX_UNKNOWN_MS,
        "nothing else was heard (" + outcome.unknownMs() + " ms)");
  }

  private static String text(Recognition.Stretch stretch) {
    return stretch.atMs() + " ms: " + stretch.fromMs() + ".." + stretch.toMs() + " of '"
        + stretch.of().text() + "'";
  }

  /** The transcript is what the journal says was heard, turn for turn. */
  void journalAgrees() {
    List<String> heard = new ArrayList<>();
    for (JsonNode event : story.path("timeline"))
      if (event.has("heard") && !event.path("heard").asText().isBlank())
        heard.add(event.path("heard").asText());
    that(
        heard.equals(lines("bot")),
        "transcript and journal agree, " + heard.size() + " turns of the bot");
  }

  void interruptions(int yielded, int resumed) {
    unlessStalled(
        count("caller-interrupted") >= yielded + resumed
            && count("floor-kept") == resumed
            && count("floor-yielded") == yielded,
        "interrupted " + count("caller-interrupted") + " times; the floor was yielded "
            + count("floor-yielded") + " times (" + yielded + "), the bot resumed "
            + count("floor-kept")
            + " times (" + resumed + ")");
  }

  void tools(List<ToolServer.Done> done, List<String> wanted) {
    Set<String> keys = done.stream()
        .map(ToolServer.Done::key)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> requested = events("tool-requested").stream()
        .filter(event -> !event.path("name").asText().equals("transfer_call"))
        .map(event -> event.path("key").asText())
        .collect(Collectors.toCollection(LinkedHashSet::new));
    that(
        done.stream().map(ToolServer.Done::tool).toList().equals(wanted)
            && keys.size() == done.size(),
        "each tool ran once: " + done.stream().map(ToolServer.Done::tool).toList());
    that(requested.equals(keys), "under the keys of the journal");
    that(
        events("tool-returned").stream()
            .map(event -> event.path("key").asText())
            .toList()
            .containsAll(keys),
        "and its outcome is in the journal");
  }

  /** From the caller's last sample on until the bot's turn is over, nobody waits in silence. */
  void noDeadAir() {
    int longest = 0;
    int ofTurn = 0;
    for (ScriptedCall.Owed owed : call.owed()) {
      int over = events(TURN_OVER).stream()
          .filter(event -> event.path("turn").asInt() == owed.turn())
          .mapToInt(this::at)
          .findFirst()
          .orElse(owed.fromMs());
      int gap = Gaps.longestMs(call.phone().heard(), owed.fromMs(), over);
      if (gap > longest) {
        longest = gap;
        ofTurn = owed.turn();
      }
    }
    unlessStalled(
        longest <= DEAD_AIR_MS,
        "no dead air over " + DEAD_AIR_MS + " ms: the longest is " + longest + " ms, in turn "
            + ofTurn);
  }

  void transferred(String next, String destination) {
    that(next.equals("transfer " + destination), "the dialplan is told: " + next);
    that(
        story.path("endReason").asText().equals("transferred"),
        "the call has ended: " + story.path("endReason").asText() + " to "
            + story.path("transferredTo").asText());
  }

  private List<JsonNode> events(Set<String> types) {
    return StreamSupport.stream(story.path("timeline").spliterator(), false)
        .filter(event -> types.contains(event.path("type").asText()))
        .toList();
  }

  private List<JsonNode> events(String type) {
    return events(Set.of(type));
  }

  private int count(String type) {
    return events(type).size();
  }

  private int at(JsonNode event) {
    return call.phone().at(Instant.parse(event.path("at").asText()));
  }

  private List<String> lines(String speaker) {
    return StreamSupport.stream(story.path("transcript").spliterator(), false)
        .filter(line -> line.path("speaker").asText().equals(speaker))
        .map(line -> line.path("words").asText())
        .toList();
  }

  private void that(boolean good, String what) {
    checks.that(good, name + ": " + what);
  }

  /** Of what was heard and when: a stall of this machine may well be dead air, or cut a word. */
  private void unlessStalled(boolean good, String what) {
    checks.unlessStalled(good, name + ": " + what);
  }
}
