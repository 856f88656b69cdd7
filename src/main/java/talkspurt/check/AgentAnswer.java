package talkspurt.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import talkspurt.check.ProviderProbe.Timed;
import talkspurt.doctor.Finding;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;

/** What an agent answers to the first turn of a call that does not exist. */
final class AgentAnswer {

  private AgentAnswer() {}

  static Finding of(
      ProviderProbe asking, Endpoint.Answers answers, ProfileCheck.Words words, UUID callId) {
    Responder.Request request = new Responder.Request(
        callId.toString(),
        1,
        words.language(),
        List.of(new Responder.Line(Responder.Speaker.CALLER, words.ask())),
        new Responder.Cue.Words(words.ask()),
        Map.of(),
        List.of(),
        "",
        Optional.empty());
    Offered tools = new Offered(answers.tools().get(), new ConcurrentLinkedQueue<>());
    ProviderProbe.Answer<Part> answer = asking.all(answers.responder().respond(request, tools));
    return finding(answers.name(), answer, tools.wished, asking);
  }

  private static Finding finding(
      String name,
      ProviderProbe.Answer<Part> answer,
      Iterable<String> wishedFor,
      ProviderProbe asking) {
    List<String> said = new ArrayList<>();
    List<String> wished = new ArrayList<>();
    wishedFor.forEach(wished::add);
    boolean retracted = false;
    for (Timed<Part> part : answer.all()) {
      if (part.what() instanceof Part.Failed failed) {
        return ProfileCheck.failed(name, failed.failure());
      } else if (part.what() instanceof Part.Say say) {
        said.add(say.sentence());
      } else if (part.what() instanceof Part.Retract thoughts) {
        said.subList(said.size() - thoughts.sentences(), said.size()).clear();
        retracted = true;
      } else if (part.what() instanceof Part.UseTool use) {
        wished.add(use.name());
      }
    }
    if (answer.late()) {
      return Finding.fail(
          name,
          "has not answered all in " + asking.within().toSeconds() + " s",
          "callers would not wait: is the model large, or the server busy?");
    }
    if (said.isEmpty() && wished.isEmpty()) {
      return Finding.fail(name, "answered nothing", "look at its prompt, and at its own log");
    }
    String tools = wished.isEmpty() ? "" : "; wished to use " + wished + ", which was not run";
    String text = "answered “" + String.join(" ", said) + "”" + when(answer.all()) + tools;
    return retracted
        ? Finding.warn(
            name,
            text + "; before, it wrote thoughts that only end by a mark (</think>)",
            "set thinks-first = true in its block, or have the server keep thoughts apart")
        : Finding.ok(name, text);
  }

  /** The first much before the last means that it streams. */
  private static String when(List<Timed<Part>> parts) {
    if (parts.isEmpty()) {
      return "";
    }
    int first = parts.get(0).ms();
    return parts.size() == 1
        ? " after " + first + " ms"
        : ", the first of " + parts.size() + " parts after " + first + " ms, the last after "
            + parts.get(parts.size() - 1).ms() + " ms";
  }

  /** Offers tools and runs none. */
  private record Offered(List<ToolSpec> offered, ConcurrentLinkedQueue<String> wished)
      implements Tools {

    @Override
    public CompletionStage<ToolResult> use(String name, String arguments) {
      wished.add(name);
      return CompletableFuture.completedFuture(
          new ToolResult.Failed("not run: this is a check of the set-up, not a call"));
    }
  }
}
