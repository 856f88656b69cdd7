package talkspurt.provider.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import talkspurt.provider.Briefing;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Cut;
import talkspurt.provider.Responder.Guidance;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Note;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;

/** Writes what is posted to the user's agent. */
final class TurnBody {

  /** A tool that was used in this reply, and what it told. */
  record Told(String name, String arguments, ToolResult result) {}

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TurnBody() {}

  /** A turn, or the same turn with what the tools of the last round have told. */
  static String of(Request request, List<ToolSpec> tools, int round, List<Told> told) {
    ObjectNode body = NODES.objectNode();
    body.put("type", "turn").put("call", request.call()).put("turn", request.turn());
    if (request.ahead()) {
      body.put("speculative", true);
    }
    body.put("round", round).put("language", request.language());
    body.set("cue", cue(request.cue()));
    briefing(body, request.briefing());
    ArrayNode history = body.putArray("history");
    for (Line line : request.history()) {
      ObjectNode said = history
          .addObject()
          .put("speaker", line.speaker().name().toLowerCase(java.util.Locale.ROOT))
          .put("words", line.words());
      if (line.keys()) {
        said.put("digits", line.words());
      }
      if (line.failed()) {
        said.put("failed", true);
      }
    }
    ObjectNode variables = body.putObject("variables");
    new TreeMap<>(request.variables()).forEach(variables::put);
    request.cut().ifPresent(cut -> body.set("interrupted", cut(cut)));
    if (!request.heard().isBlank()) {
      body.put("alreadyHeard", request.heard());
    }
    request.timeLeft().ifPresent(left -> body.put("secondsLeft", left.toSeconds()));
    guidance(body, request.guidance());
    ArrayNode offered = body.putArray("tools");
    tools.forEach(tool -> offered.add(tool.name()));
    results(body.putArray("toolResults"), request, told);
    return body.toString();
  }

  private static void briefing(ObjectNode body, Briefing briefing) {
    if (!briefing.agent().isEmpty()) {
      body.put("agent", briefing.agent());
    }
    briefing
        .takenOver()
        .ifPresent(over ->
            body.putObject("takenOver").put("from", over.from()).put("summary", over.summary()));
    if (!briefing.withheld().isEmpty()) {
      ArrayNode withheld = body.putArray("withheld");
      briefing
          .withheld()
          .forEach(one -> withheld
              .addObject()
              .put("turn", one.turn())
              .put("rule", one.rule())
              .put("words", one.words()));
    }
  }

  private static void guidance(ObjectNode body, Guidance guidance) {
    guidance.instructions().ifPresent(text -> body.put("instructions", text));
    if (guidance.notes().isEmpty()) {
      return;
    }
    ArrayNode notes = body.putArray("notes");
    for (Note note : guidance.notes()) {
      ObjectNode told = notes.addObject();
      told.put("type", note.spoken() ? "said" : "hint");
      told.put("by", note.by()).put("afterLine", note.afterLine());
      if (!note.spoken()) {
        told.put("words", note.words());
      }
    }
  }

  private static void results(ArrayNode results, Request request, List<Told> told) {
    for (ToolRun run : request.used()) {
      ObjectNode result = results.addObject();
      result.put("turn", run.turn()).put("name", run.name());
      ObjectNode arguments = result.putObject("arguments");
      new TreeMap<>(run.arguments()).forEach(arguments::put);
      result.put("status", status(run)).put("content", run.outcome().orElse(""));
    }
    for (Told one : told) {
      results
          .addObject()
          .put("name", one.name)
          .put("argumentsJson", one.arguments)
          .put("status", one.result.status())
          .put("content", one.result.told(request.speech().wording()));
    }
  }

  private static String status(ToolRun run) {
    if (run.outcome().isPresent()) {
      return "returned";
    }
    return run.known() ? "pending" : "unknown";
  }

  private static ObjectNode cue(Cue cue) {
    ObjectNode node = NODES.objectNode();
    if (cue instanceof Cue.Words said) {
      return node.put("type", "words").put("words", said.words());
    } else if (cue instanceof Cue.Digits pressed) {
      return node.put("type", "digits").put("digits", pressed.digits());
    } else if (cue instanceof Cue.Silence silence) {
      return node.put("type", "silence").put("times", silence.times());
    } else if (cue instanceof Cue.HandedOff) {
      return node.put("type", "handed-off");
    } else if (cue instanceof Cue.TransferFailed failed) {
      return node.put("type", "transfer-failed").put("why", failed.why());
    } else if (cue instanceof Cue.Hint hint) {
      return node.put("type", "hint").put("by", hint.by()).put("words", hint.words());
    }
    throw new AssertionError(cue);
  }

  /** That a reply was broken into, in the words of ConversationRelay. */
  static String interrupt(String call, Cut cut) {
    ObjectNode body = cut(cut);
    return body.put("type", "interrupt").put("call", call).toString();
  }

  private static ObjectNode cut(Cut cut) {
    return NODES
        .objectNode()
        .put("utteranceUntilInterrupt", cut.heard())
        .put("durationUntilInterruptMs", cut.playedMs());
  }
}
