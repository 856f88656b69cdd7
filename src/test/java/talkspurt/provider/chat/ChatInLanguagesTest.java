package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.collect.Collect;
import talkspurt.fake.Collects;
import talkspurt.fake.EnglishWords;
import talkspurt.fake.FakeToolRunner;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.Briefing;
import talkspurt.provider.CollectTools;
import talkspurt.provider.Handoff;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.ToolResult;
import talkspurt.provider.Toolbox;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.ThoughtsFirst;

/** All that a chat model reads but the words of the caller, the profile and its tools is in the language of the call. */
class ChatInLanguagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OWN =
      List.of("end_call", "transfer_call", "handoff", "collect");
  private static final List<Cue> CUES = List.of(
      new Cue.Words(""),
      new Cue.Digits("12#"),
      new Cue.Silence(2),
      new Cue.TransferFailed(),
      new Cue.HandedOff(),
      new Cue.Hint("A", "VIP"));

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "tr", "ja"})
  void whatItReadsIsInTheLanguageOfTheCall(String tag) throws JsonProcessingException {
    for (Cue cue : CUES) {
      for (JsonNode message : body(tag, cue).path("messages")) {
        EnglishWords.noneIn(tag, message.path("content").asText().replaceAll("</?[a-z-]+>", ""));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "tr", "ja"})
  void whatTheCallsOwnToolsAreForIsToldInTheLanguageOfTheCall(String tag)
      throws JsonProcessingException {
    List<String> named = new ArrayList<>();
    for (JsonNode tool : body(tag, CUES.get(0)).path("tools")) {
      JsonNode function = tool.path("function");
      String name = function.path("name").asText();
      if (OWN.contains(name)) {
        named.add(name);
        function.findValuesAsText("description").forEach(told -> EnglishWords.noneIn(tag, told));
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(OWN);
  }

  private static JsonNode body(String tag, Cue cue) throws JsonProcessingException {
    LanguagePack speech = LanguagePack.shipped(tag).foreign();
    Wording words = speech.wording();
    Request request = new Request(
        "…",
        3,
        speech,
        List.of(
            new Line(Speaker.BOT, "1."),
            new Line(Speaker.CALLER, "42", true, false),
            new Line(Speaker.BOT, "2.", false, true)),
        cue,
        Map.of("callerId", "17", "now", "2026-11-30 08:05"),
        List.of(
            new ToolRun(1, 1, "k1", "pay", Map.of(), Optional.empty(), true),
            new ToolRun(1, 1, "k2", "pay", Map.of(), Optional.empty(), false),
            new ToolRun(
                1,
                1,
                "k3",
                "pay",
                Map.of(),
                Optional.of(new ToolResult.Returned("").told(words)),
                true)),
        "3.",
        Optional.empty(),
        false,
        Optional.of(Duration.ofSeconds(18)),
        UsageMeter.NONE,
        new Briefing(
            "b",
            Optional.of(new Briefing.TakenOver("a", "17")),
            List.of(new Briefing.Withheld(1, "r", "5 €"))),
        new Responder.Guidance(
            Optional.of("{callerId} {now}"),
            List.of(new Responder.Note("A", "", 2), new Responder.Note("", "VIP", 3))));
    ChatSettings settings = new ChatSettings(
        PeerSettingsOf.url("chat", URI.create("http://127.0.0.1:1/v1"), 1, 400),
        Optional.empty(),
        "m",
        "",
        100,
        "max_tokens",
        OptionalDouble.empty(),
        1,
        ThoughtsFirst.Setting.AUTO,
        "{}");
    return JSON.readTree(new ChatDialogue(settings, request, "").body(box().offered(words)));
  }

  private static Toolbox box() {
    return new Toolbox(
        true,
        Map.of("a", "b,c,1"),
        CollectTools.of(
            new FakeToolRunner(), List.of(Collects.card(), Collects.order(Collect.Confirm.NONE))),
        OutcomeForm.PLAIN,
        new Handoff("a", Map.of("b", "B")));
  }
}
