package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.loadtest.standin.Bill;
import talkspurt.loadtest.standin.Scene;

/** What needs nobody else: the embedded recogniser and voice, and a scripted agent. */
final class EmbeddedPipeline implements Pipeline {
  private static final String NAME = "embedded";
  private static final int INTO_A_REPLY_MS = 1300;
  private static final String DESTINATION = "queues,operator,1";

  /** All that the bot can say, sentence by sentence. */
  private static final List<String> SENTENCES = List.of(
      "Hello and welcome.",
      "Do you want to know our opening hours?",
      "We are open from Monday to Friday from nine until six.",
      "On Saturday we close at two.",
      "Our sales department sells new and used machines.",
      "It is on the second floor.",
      "Our technicians look after all machines that were bought here and come to your house.",
      "There is a garage behind the house.",
      "Please call again.",
      "There is nothing behind that key.",
      "Are you still there?",
      "I am connecting you to an operator.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    StringBuilder settings = new StringBuilder("""
        talkspurt.profiles.embedded {
          language = en
          greeting { say = "%s %s" }
          apology = "I am sorry."
          turn { reprompt-after = 4s }
          transcriber { kind = embedded }
          synthesizer { kind = embedded, voice = kevin16 }
          responder {
            kind = scripted
            topics = [
              { name = hours, phrases = ["opening hours"], say = "%s %s", then = listen }
              { name = sales, phrases = ["sales"], digits = "2", say = "%s %s", then = listen }
              { name = support, phrases = ["technical support"], say = "%s", then = listen }
              { name = parking, phrases = ["parking"], digits = "1", say = "%s", then = listen }
              { name = goodbye, phrases = ["goodbye"], say = "%s", then = listen }
              { name = operator, phrases = ["operator"], say = "%12$s", then = "transfer queues,operator,1" }
            ]
            not-understood = ["I did not understand that."]
            on-silence = ["%11$s", "Goodbye."]
            on-unknown-digits = "%10$s"
            on-transfer-failed = "Nobody is free there."
          }
        }
        """.formatted(SENTENCES.toArray()));
    // each sentence by itself, to know how it sounds
    for (int i = 0; i < SENTENCES.size(); i++) settings.append("""
          talkspurt.profiles.reading-%d {
            language = en
            greeting { say = "%s" }
            apology = "I am sorry."
            transcriber { kind = whisper }
            synthesizer { kind = embedded, voice = kevin16 }
            responder = ${talkspurt.profiles.embedded.responder}
          }
          """.formatted(i, SENTENCES.get(i)));
    return settings.toString();
  }

  /** Nobody sends one. */
  @Override
  public Bill bill() {
    return new Bill();
  }

  @Override
  public Map<String, Double> prices() {
    return Map.of();
  }

  @Override
  public Scene scene() {
    return Scene.told();
  }

  @Override
  public void talk(ScriptedCall call, Path say) throws IOException, InterruptedException {
    call.ask(Clip.of(say, "hours", "opening hours"));
    call.ask(Clip.of(say, "support", "technical support"));
    call.breakIn(INTO_A_REPLY_MS, Clip.of(say, "sales", "sales"));
    call.murmur(INTO_A_REPLY_MS, Clip.of(say, "ok", "okay"));
    call.press('1');
    call.ask(Clip.of(say, "goodbye", "goodbye"));
    call.press('7');
    call.awaitNews();
    call.ask(Clip.of(say, "hours", "opening hours"));
    call.breakIn(INTO_A_REPLY_MS, '2');
    call.ask(Clip.of(say, "support", "technical support"));
    call.awaitTurn();
    call.noise(Clip.of(say, "cough", ""));
    call.ask(Clip.of(say, "hours", "opening hours"));
    call.ask(Clip.of(say, "operator", "operator"));
    call.awaitEnd();
  }

  @Override
  public List<Reference> references(Engine engine) throws IOException, InterruptedException {
    List<Reference> references = new ArrayList<>();
    // one after the other: a dozen voices that begin at once leave gaps, on a small machine
    for (int i = 0; i < SENTENCES.size(); i++) {
      try (ScriptedCall reading = new ScriptedCall(engine, "reading-" + i, Scene.told())) {
        reading.awaitTurn();
        references.add(
            Reference.recorded(SENTENCES.get(i), Gaps.trimmed(reading.phone().heard())));
      }
    }
    return references;
  }

  @Override
  public void judge(Judge judge, Checks checks) {
    judge.saidByTheCaller(EmbeddedPipeline::holds);
    judge.interruptions(2, 1);
  }

  /** A recogniser that hears by phrases tells what stands round them as well as it can. */
  private static boolean holds(List<String> told, List<String> said) {
    if (told.size() != said.size()) return false;
    for (int i = 0; i < told.size(); i++) if (!told.get(i).contains(said.get(i))) return false;
    return true;
  }

  @Override
  public String destination() {
    return DESTINATION;
  }

  @Override
  public void close() {
    // nobody else takes part
  }
}
