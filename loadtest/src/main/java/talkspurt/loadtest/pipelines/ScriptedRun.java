package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** One scripted call per pipeline, all at the same time, at one engine. */
final class ScriptedRun {
  private static final int SETTLES_S = 20;

  private final Path jar;
  private final Path say;
  private final Path out;
  private final Checks checks;

  ScriptedRun(Path jar, Path say, Path out, Checks checks) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.checks = checks;
  }

  void run(List<Pipeline> pipelines) throws IOException, InterruptedException {
    String settings = "talkspurt.calls.transfer-settles-after = 2s\n"
        + pipelines.stream().map(Pipeline::settings).collect(Collectors.joining("\n"));
    try (Engine engine =
        Engine.start(jar, out, settings, Secrets.environment(), List.of("-Xmx1g"))) {
      List<Thread> calls = new ArrayList<>();
      for (Pipeline pipeline : pipelines) {
        Thread call = new Thread(() -> guarded(engine, pipeline), pipeline.name());
        call.start();
        calls.add(call);
      }
      for (Thread call : calls) call.join();
      Files.writeString(out.resolve("metrics.txt"), engine.metrics());
      List<String> errors = engine.errors();
      checks.that(
          errors.isEmpty(),
          "the engine's log has no error " + errors.stream().limit(3).toList());
    } finally {
      for (Pipeline pipeline : pipelines) pipeline.close();
    }
  }

  private void guarded(Engine engine, Pipeline pipeline) {
    try {
      one(engine, pipeline);
    } catch (IOException | InterruptedException | RuntimeException e) {
      checks.that(false, pipeline.name() + ": " + e);
    }
  }

  private void one(Engine engine, Pipeline pipeline) throws IOException, InterruptedException {
    try (ScriptedCall call = new ScriptedCall(engine, pipeline.name(), pipeline.scene())) {
      boolean finished = false;
      try {
        pipeline.talk(call, say);
        finished = true;
      } finally {
        if (!finished) new Judge(pipeline.name(), call, engine.story(call.id()), checks).keep(out);
      }
      String next = engine.next(call.id());
      if (next.startsWith("transfer ")) engine.arrived(call.id());
      Judge judge = new Judge(pipeline.name(), call, settled(engine, call.id()), checks);
      judge.keep(out);
      judge.journalAgrees();
      judge.heardAsTold(pipeline.references(engine), out);
      pipeline.judge(judge, checks);
      judge.noDeadAir();
      checks.paid(pipeline.name(), paid(engine, call.id(), pipeline), pipeline);
      judge.transferred(next, pipeline.destination());
    }
  }

  /** What the call has cost, as the API tells it: a provider's last figure may come a little after the end. */
  private static double paid(Engine engine, UUID id, Pipeline pipeline)
      throws IOException, InterruptedException {
    double paid = -1;
    for (int tries = 0; tries < SETTLES_S * 5; tries++) {
      paid = engine.story(id).path("cost").path("amount").asDouble();
      if (Checks.same(paid, pipeline)) break;
      Thread.sleep(200);
    }
    return paid;
  }

  private static JsonNode settled(Engine engine, UUID id) throws IOException, InterruptedException {
    for (int tries = 0; tries < SETTLES_S * 5; tries++) {
      JsonNode story = engine.story(id);
      if (story.path("state").asText().equals("ended")) return story;
      Thread.sleep(200);
    }
    return engine.story(id);
  }
}
