package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import talkspurt.fake.StandIn;

class CheckCommandTest {

  @TempDir
  Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));

  @Test
  void asksEachProviderOfAProfileByItselfItsFallbacksToo() throws IOException {
    try (StandIn refusing = new StandIn((asked, wire) ->
        wire.whole(401, "application/json", "{\"error\":{\"message\":\"no such key\"}}"))) {
      Path config = Files.writeString(
          dir.resolve("own.conf"), """
          talkspurt.embedded.answer-timeout = 10s
          talkspurt.profiles.own {
            language = en
            greeting { say = "Hello." }
            apology = "Sorry."
            transcriber { kind = embedded }
            synthesizer {
              kind = openai, api-key-env = "", url = "%1$s", voice = nova
              cache { directory = "%2$s", max-megabytes = 1 }
              fallback { kind = embedded }
            }
            responder {
              kind = openai-chat, api-key-env = "", base-url = "%1$s", model = m, prompt = "Be kind."
              fallback {
                kind = scripted
                topics = [ { name = no, phrases = ["no"], say = "No.", then = listen } ]
                not-understood = ["I am a machine."]
                on-silence = ["Hello?"]
                on-unknown-digits = "No."
                on-transfer-failed = "No."
              }
            }
            tools.http.book {
              description = "Books.", url = "%1$s/book", parameters { type = object }
            }
          }
          """.formatted(refusing.url(""), dir.resolve("cache")));
      int exit =
          line.execute("check", "--config", config.toString(), "--profile", "own", "--say", "Yes.");
      assertThat(err.toString()).isEmpty();
      String at = refusing.url("").toString();
      assertThat(out.toString().lines())
          .satisfiesExactly(
              openAi -> assertThat(openAi)
                  .startsWith("fail  synthesizer (openai, " + at + "): REJECTED_CREDENTIALS, ")
                  .contains("Remedy: the key that api-key"),
              embedded -> assertThat(embedded)
                  .startsWith("ok    synthesizer.fallback (embedded): said “Yes.” in "),
              ear -> assertThat(ear).startsWith("ok    transcriber (embedded): understood “yes”"),
              chat -> assertThat(chat)
                  .startsWith("fail  responder (openai-chat, " + at + "): REJECTED_CREDENTIALS, "),
              script -> assertThat(script)
                  .startsWith("ok    responder.fallback (scripted): answered “I am a machine.”"),
              tool -> assertThat(tool)
                  .isEqualTo("ok    tool book (" + at
                      + "/book): can be reached without TLS; it was not run"));
      assertThat(exit).isEqualTo(1);
    }
  }

  @Test
  void asksTheProvidersOfAVariant() throws IOException {
    Path config = Files.writeString(dir.resolve("own.conf"), """
        talkspurt.profiles.own = ${talkspurt.profiles.receptionist} {
          variants {
            a { weight = 1 }
            b { weight = 1, transcriber { kind = vosk, url = "ws://127.0.0.1:1" }
              synthesizer { kind = piper, url = "http://127.0.0.1:1" } }
          }
        }
        """);
    String[] check = {"check", "--config", config.toString(), "--profile", "own", "--variant"};
    List<String> b = new ArrayList<>(List.of(check));
    b.add("b");
    assertThat(line.execute(b.toArray(String[]::new))).isEqualTo(1);
    assertThat(out.toString().lines())
        .anySatisfy(
            told -> assertThat(told).startsWith("fail  synthesizer (piper, http://127.0.0.1:1)"))
        .anySatisfy(
            told -> assertThat(told).startsWith("fail  transcriber (vosk, ws://127.0.0.1:1)"))
        .noneMatch(told -> told.contains("embedded)"));
    List<String> c = new ArrayList<>(List.of(check));
    c.add("c");
    assertThat(line.execute(c.toArray(String[]::new))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "talkspurt check: variant c does not exist; allowed: [a, b]\n");
  }

  @Test
  void aProfileThatDoesNotExistIsToldInOneLine() {
    assertThat(line.execute("check", "--profile", "nobody")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "talkspurt check: profile nobody does not exist; allowed: [receptionist]\n");
    assertThat(out.toString()).isEmpty();
  }
}
