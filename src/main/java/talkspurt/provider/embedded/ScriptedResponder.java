package talkspurt.provider.embedded;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import talkspurt.provider.Responder;
import talkspurt.provider.Tools;
import talkspurt.provider.agent.Sentences;
import talkspurt.text.Placeholders;

/** Answers by a {@link Script}. Deterministic, and always ready. */
final class ScriptedResponder implements Responder {

  private final Script script;

  ScriptedResponder(Script script) {
    this.script = script;
  }

  @Override
  public Source<Part, NotUsed> respond(Request request, Tools tools) {
    return ScriptedCollection.of(script, request)
        .map(collected -> collected.reply(request, tools))
        .orElseGet(() -> ScriptedCollection.asking(parts(request), tools));
  }

  private List<Part> parts(Request request) {
    Cue cue = request.cue();
    if (cue instanceof Cue.Words said) {
      return script
          .asked(said.words())
          .map(topic -> answer(topic, request))
          .orElseGet(() -> say(notUnderstood(request), request));
    }
    if (cue instanceof Cue.Digits pressed) {
      return script
          .pressed(pressed.digits())
          .map(topic -> answer(topic, request))
          .orElseGet(() -> say(script.onUnknownDigits(), request));
    }
    if (cue instanceof Cue.Silence silence) {
      return silence(silence.times(), request);
    }
    if (cue instanceof Cue.Hint) {
      return List.of(); // a script has no words for it; whoever asks is told so before
    }
    if (cue instanceof Cue.TransferFailed) {
      return say(script.onTransferFailed(), request);
    }
    if (cue instanceof Cue.HandedOff) {
      return say(script.notUnderstood().get(0), request); // it tells what may be asked
    }
    throw new AssertionError(cue);
  }

  private static List<Part> answer(Script.Topic topic, Request request) {
    List<Part> parts = say(topic.say(), request);
    topic.then().tool().ifPresent(parts::add);
    return parts;
  }

  /** After the last prompt the call ends. */
  private List<Part> silence(int times, Request request) {
    List<String> prompts = script.onSilence();
    List<Part> parts = say(prompts.get(Math.min(times, prompts.size()) - 1), request);
    if (times >= prompts.size()) {
      parts.add(new Part.UseTool("end_call", Map.of()));
    }
    return parts;
  }

  /** The next of the texts for each time in a row; the last one from then on. */
  private String notUnderstood(Request request) {
    List<String> texts = script.notUnderstood().stream()
        .map(text -> Placeholders.spoken(text, request.variables()))
        .toList();
    List<String> bot = request.history().stream()
        .filter(line -> line.speaker() == Speaker.BOT)
        .map(Line::words)
        .toList();
    int times = 0;
    while (times < bot.size() && beginsOne(texts, bot.get(bot.size() - 1 - times))) {
      times++;
    }
    return texts.get(Math.min(times, texts.size() - 1));
  }

  /** The history holds as much of a text as was heard. */
  private static boolean beginsOne(List<String> texts, String heard) {
    return !heard.isBlank() && texts.stream().anyMatch(text -> text.startsWith(heard.strip()));
  }

  static List<Part> say(String text, Request request) {
    String filled = Placeholders.spoken(text, request.variables());
    return Sentences.of(filled, request.speech().sentences()).stream()
        .<Part>map(Part.Say::new)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
