package talkspurt.media.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.ToolUse;
import talkspurt.collect.Collect;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.provider.CollectTools;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.OpenSpan;
import talkspurt.telemetry.ProviderMetrics;
import talkspurt.text.OutsideText;

/**
 * Has tools run for the replies of one line: what is wanted is told to the durable half, and run when
 * that has it in its journal; what came of it is told, too. The key of a tool follows from what is
 * wanted, so that the same is run once in a turn, whoever asks for it again.
 *
 * <p>Lives on the conversation's thread, but for the {@link Tools} it makes.
 */
public final class ToolExecutor {

  private static final int KEY_DIGITS = 16;
  private static final int LONGEST_OUTCOME = 8000;
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();

  /** A tool that was asked to run, and whoever waits for it. */
  private static final class Run {
    private final ToolRunner runner;
    private final ToolRunner.Job job;
    private final int turn;
    private final SecretUse secrets;
    private final List<CompletableFuture<ToolResult>> waiting = new ArrayList<>();
    private Optional<ToolResult> known = Optional.empty();
    private long startedAt;
    private OpenSpan span;

    Run(ToolRunner runner, ToolRunner.Job job, int turn, SecretUse secrets) {
      this.secrets = secrets;
      this.turn = turn;
      this.runner = runner;
      this.job = job;
    }

    void tell(ToolResult result) {
      known = Optional.of(result);
      waiting.forEach(one -> one.complete(result));
      waiting.clear();
    }
  }

  private final Dialogue.Host host;
  private final NanoClock clock;
  private final ProviderMetrics metrics;
  private final Collecting collecting;
  private final UsageMeter meter;
  private Wording words = LanguagePack.shipped("en").wording();
  private final Map<String, Run> runs = new HashMap<>();
  private final Map<String, CompletableFuture<ToolResult>> errands = new HashMap<>();
  private List<ToolUse> before = List.of();
  private int errandCount;
  private int running;

  /**
   * @param collecting has the caller asked for values, and keeps those that are secret
   * @param meter knows the trace of the call
   */
  public ToolExecutor(
      Dialogue.Host host,
      NanoClock clock,
      ProviderMetrics metrics,
      Collecting collecting,
      UsageMeter meter) {
    this.meter = meter;
    this.collecting = collecting;
    this.host = host;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** From now on what tools told is worded so, and it is today what it is there. */
  public void use(Wording other, ZoneId zone) {
    words = other;
    collecting.use(other, zone);
  }

  /** Whether a tool runs whose outcome is still to be told. */
  public boolean busy() {
    return running > 0;
  }

  /**
   * The tools for the reply to a turn.
   *
   * @param variables what is known of the call by name
   */
  public Tools of(Instruction.Answer answer, Toolbox box, Map<String, String> variables) {
    before = answer.tools();
    var self = host.self();
    List<ToolSpec> offered = box.offered(words);
    return new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return offered;
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        self.tell(new ToolCalled(answer.turn(), name, arguments, box, variables, result));
        return result;
      }
    };
  }

  /** A reply wants a tool. */
  public void on(ToolCalled called) {
    if (called.box().builtIn(called.name())) {
      Optional<Part.UseTool> errand = called.box().errand(called.name(), called.arguments());
      if (errand.isPresent()) {
        errands.put(tell(called.turn(), errand.get()), called.result());
      } else {
        String why = called
            .box()
            .objection(called.name(), called.arguments())
            .orElse("that is not possible here");
        host.misused(called.turn(), called.name(), why);
        called.result().complete(new ToolResult.Failed(why));
      }
      return;
    }
    ToolRunner runner = called.box().runner();
    GivenArguments given = GivenArguments.of(called.arguments(), runner.fromCall(called.name()));
    SecretUse secrets = collecting.secrets().of(runner, called.name(), given.kept());
    Optional<String> objection = secrets
        .objection()
        .or(() ->
            runner.objection(called.name(), secrets.looked(given.kept())).map(secrets::masked));
    if (objection.isPresent()) {
      String tool = known(called) ? called.name() : "unknown";
      metrics.toolRan(tool, "refused", 0);
      host.misused(called.turn(), tool, objection.get());
      called.result().complete(new ToolResult.Failed(objection.get()));
      return;
    }
    begin(called, given, secrets);
  }

  private static boolean known(ToolCalled called) {
    return called.box().offered().stream().anyMatch(tool -> tool.name().equals(called.name()));
  }

  /** One of the call's own is to be done once the words before it have been heard; its key. */
  public String tell(int turn, Part.UseTool errand) {
    errandCount++;
    String key = host.callId() + "-" + turn + "-" + errandCount;
    host.tell(new Fact.ToolWanted(turn, key, errand.name(), errand.arguments()));
    return key;
  }

  private void begin(ToolCalled called, GivenArguments given, SecretUse secrets) {
    JsonNode arguments = tree(given.kept());
    String key = key(called, arguments);
    Run run = runs.get(key);
    if (run == null) {
      ToolRunner.Job job =
          new ToolRunner.Job(called.name(), key, arguments.toString(), called.variables(), secrets);
      runs.put(key, new Run(called.box().runner(), job, called.turn(), secrets));
      host.tell(new Fact.ToolBegins(
          called.turn(), key, called.name(), given.journalled(arguments, words)));
    }
    Run asked = runs.get(key);
    if (asked.known.isPresent()) {
      called.result().complete(asked.known.get());
    } else {
      asked.waiting.add(called.result());
    }
  }

  /** Arguments without objections are proper JSON. */
  private static JsonNode tree(String arguments) {
    try {
      return OutsideJson.read(arguments);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String key(ToolCalled called, JsonNode arguments) {
    try {
      Object sorted = JSON.treeToValue(arguments, Object.class);
      String wanted = called.name() + " " + JSON.writeValueAsString(sorted);
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(wanted.getBytes(StandardCharsets.UTF_8));
      return host.callId() + "-" + called.turn() + "-"
          + HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
    } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The durable half has answered. */
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    if (told instanceof CallRequest.Report report) {
      answered(report.fact(), refusal);
    }
  }

  private void answered(Fact fact, Optional<Refusal> refusal) {
    if (fact instanceof Fact.ToolWanted wanted && errands.containsKey(wanted.key())) {
      errands
          .remove(wanted.key())
          .complete(refusal
              .<ToolResult>map(why -> new ToolResult.Failed(why.text()))
              .orElseGet(ToolResult.AtTheEnd::new));
    } else if (fact instanceof Fact.ToolBegins begins) {
      Run run = runs.get(begins.key());
      if (refusal.isEmpty()) {
        start(begins.key(), run);
      } else {
        run.secrets.over();
        run.tell(refused(begins.key(), refusal.get()));
      }
    }
  }

  private ToolResult refused(String key, Refusal why) {
    if (why == Refusal.TOOL_FORSAKEN) {
      return new ToolResult.Unknown();
    }
    if (why == Refusal.TOOL_HAS_RUN) {
      return before.stream()
          .filter(use -> use.key().equals(key))
          .flatMap(use -> use.outcome().stream())
          .<ToolResult>map(ToolResult.Returned::new)
          .findFirst()
          .orElseGet(ToolResult.Unknown::new);
    }
    return new ToolResult.Failed(why.text());
  }

  private void start(String key, Run run) {
    Optional<Collect> collect = CollectTools.asked(run.runner, run.job.name(), run.job.arguments());
    if (collect.isPresent()) {
      long since = clock.nanoTime();
      collecting.begin(
          key,
          collect.get(),
          value -> metrics.toolRan(
              Collect.TOOL, value ? "returned" : "failed", clock.nanoTime() - since));
      run.tell(ToolResult.AtTheEnd.asks());
      return;
    }
    running++;
    run.startedAt = clock.nanoTime();
    run.span = meter
        .trace()
        .begin(
            "execute_tool " + run.job.name(),
            Map.of("gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", run.job.name()));
    var self = host.self();
    host.remind(new ToolOverdue(key), run.runner.patience(run.job.name()));
    run.runner
        .run(run.job.in(run.span.traceparent()))
        .whenComplete((result, failure) -> self.tell(new ToolReturned(
            key, failure == null ? result : new ToolResult.Failed("it broke down"))));
  }

  /** A tool takes too long for the reply to wait. */
  public void on(ToolOverdue overdue) {
    Run run = runs.get(overdue.key());
    if (run.known.isEmpty()) {
      run.tell(new ToolResult.Pending());
    }
  }

  /** A tool has run; whether its reply has gone on without it. */
  public boolean on(ToolReturned told) {
    running--;
    Run run = runs.get(told.key());
    ToolReturned returned = new ToolReturned(told.key(), run.secrets.masked(told.result()));
    run.secrets.over();
    host.forget(new ToolOverdue(returned.key()));
    String outcome = returned.result().hasRun() ? "returned" : "failed";
    metrics.toolRan(run.job.name(), outcome, clock.nanoTime() - run.startedAt);
    run.span.end(
        returned.result() instanceof ToolResult.Failed failed
            ? cause(run.job.name(), failed).kind().label()
            : "");
    if (returned.result() instanceof ToolResult.Failed failed) {
      host.failed(Failure.Part.TOOL, run.turn, cause(run.job.name(), failed));
    }
    ToolResult result = bounded(returned.result());
    host.toolReturned(returned.key(), result.told(words));
    boolean pending = run.known.isPresent();
    run.tell(result);
    return pending;
  }

  private static ProviderFailure cause(String tool, ToolResult.Failed failed) {
    return failed
        .cause()
        .map(why -> new ProviderFailure(why.kind(), tool, why.detail(), why.address()))
        .orElseGet(
            () -> new ProviderFailure(ProviderFailure.Kind.BROKE_PROTOCOL, tool, failed.why()));
  }

  private static ToolResult bounded(ToolResult result) {
    return result instanceof ToolResult.Returned told
        ? new ToolResult.Returned(OutsideText.shortened(told.content(), LONGEST_OUTCOME))
        : result;
  }
}
