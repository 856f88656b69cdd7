package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.collect.ConsentTerms.Yes;
import talkspurt.fake.FakeToolRunner;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.ConsentPolicy.OptOut;
import talkspurt.media.profile.ConsentPolicy.Refused;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.RecordingPolicy;
import talkspurt.media.profile.RecordingPolicy.Mode;
import talkspurt.provider.Responder.Part.UseTool;
import talkspurt.provider.Toolbox;

class ConsentReaderTest {

  private static final Config ALL = ConfigFactory.load().getConfig("talkspurt");
  private static final RecordingPolicy AFTER = new RecordingPolicy(Mode.AFTER_CONSENT, "");

  private static final Profile.Bot BOT = new Profile.Bot(
      null,
      Optional.of(new Profile.Apology("Sorry.", null)),
      new Toolbox(true, Map.of("sales", "queues,sales,1"), new FakeToolRunner()),
      Optional.empty());

  private static ConsentReader reader() {
    ConfigSection root = new ConfigSection(ALL, "talkspurt");
    return new ConsentReader(
        root.section("consent"), root.section("collect").section("words"), new LanguageFiles(root));
  }

  private static ConsentPolicy read(String language, String block) {
    return read(language, block, null, AFTER).consent().orElseThrow();
  }

  private static RecordingPolicy read(
      String language, String block, Profile.Pipeline pipeline, RecordingPolicy recording) {
    return reader()
        .read(
            new ConfigSection(
                ConfigFactory.parseString("language = " + language + "\n" + block),
                "talkspurt.profiles.own"),
            pipeline,
            recording,
            false);
  }

  private static RecordingPolicy beside(String block, boolean tellsWords) {
    return reader()
        .read(
            new ConfigSection(
                ConfigFactory.parseString("language = en\n" + block), "talkspurt.profiles.own"),
            BOT,
            AFTER,
            tellsWords);
  }

  @Test
  void withoutABlockNobodyIsAsked() {
    assertThat(read("en", "", null, AFTER)).isEqualTo(AFTER);
  }

  @Test
  void whatIsNotSaidIsTheEnginesOwn() {
    ConsentPolicy policy = read("en", "consent {}");
    assertThat(policy.terms().yes()).isEqualTo(new Yes.Key('1'));
    assertThat(policy.terms().silenceAgrees()).isFalse();
    assertThat(policy.terms().tries()).isEqualTo(2);
    assertThat(policy.terms().timeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(policy.terms().words().yes()).contains("yes", "okay");
    assertThat(policy.terms().words().no()).contains("no", "nope");
    assertThat(policy.say())
        .isEqualTo("May we record this call? If you agree, press 1. If not, press any other key.");
    assertThat(policy.again()).isEqualTo(policy.say());
  }

  @Test
  void whatIsSaidIsTheProfiles() {
    ConsentPolicy policy = read("en", """
        consent {
          by = word, say = "Recorded?", again = "Yes or no?", yes = [aye], no = [nay], silence = yes
          tries = 1, timeout = 3s
        }
        """);
    assertThat(policy.terms().yes()).isEqualTo(new Yes.Word());
    assertThat(policy.say()).isEqualTo("Recorded?");
    assertThat(policy.again()).isEqualTo("Yes or no?");
    assertThat(policy.terms().words().yes()).isEqualTo(List.of("aye"));
    assertThat(policy.terms().words().no()).contains("nay").doesNotContain("no");
    assertThat(policy.terms().silenceAgrees()).isTrue();
    assertThat(policy.terms().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(read("xx", "consent { say = \"Press {key}.\", key = \"*\" }").say())
        .isEqualTo("Press *.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "en", "es", "de", "fr", "it", "nl", "pt", "de-AT", "ar", "he", "hi", "ja", "ko", "pl", "ru",
        "sv", "tr", "uk", "zh"
      })
  void languagesHaveTheirOwnWords(String language) {
    assertThat(read(language, "consent { by = going-on }").say()).isNotBlank();
    assertThat(read(language, "consent { by = word }").say()).isNotBlank();
    assertThat(read(language, "consent { by = key, key = \"5\" }").say()).contains("5");
  }

  @Test
  void aNoLeadsToWhatTheProfileSays() {
    assertThat(read("en", "consent {}").refused()).isEqualTo(new Refused.Unrecorded());
    assertThat(
            read("en", "consent { refused = goodbye, refused-say = \"Bye.\" }").refused())
        .isEqualTo(new Refused.Leave("Bye.", new UseTool("end_call", Map.of())));
    assertThat(read("de", "consent { refused = \"transfer queues,people,1\" }").refused())
        .isEqualTo(new Refused.Leave(
            "Dann verbinde ich Sie mit einem Menschen.",
            new UseTool("transfer_call", Map.of("destination", "queues,people,1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | please stop the recording",
        "es | pare la grabación, por favor",
        "de | bitte nicht aufzeichnen",
        "fr | n'enregistrez pas",
        "it | fermi la registrazione",
        "nl | stop de opname alstublieft",
        "pt | pare a gravação",
      })
  void wordsEndARecordingAndSayNo(String language, String said) {
    ConsentPolicy policy = read(language, "consent {}");
    assertThat(policy.optOut().phrases().in(Phrases.words(said))).isTrue();
    assertThat(policy.optOut().say()).isNotBlank();
    assertThat(policy.optOut().note()).isNotBlank();
    assertThat(policy.terms().words().no())
        .hasSizeGreaterThan(policy.optOut().phrases().all().size());
  }

  @Test
  void suchWordsMayBeTheProfiles() {
    ConsentPolicy policy =
        read("xx", "consent { say = x, opt-out = [halt], opt-out-say = \"It ends.\" }");
    assertThat(policy.optOut().phrases()).isEqualTo(Phrases.of(List.of("halt")));
    assertThat(policy.optOut().say()).isEqualTo("It ends.");
    assertThat(policy.optOut().note()).startsWith("The caller does not want");
    assertThat(read("en", "consent { opt-out = [] }").optOut()).isEqualTo(OptOut.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | refused = hang-up | refused is hang-up; allowed: unrecorded, goodbye, transfer CONTEXT,EXTEN,PRIORITY",
        "en | refused = \"transfer sales\" | refused is transfer sales",
        "en | refused-say = x | refused-say is for callers who leave the bot",
        "xx | say = x, refused = goodbye | refused-say is missing, and there is none for the language xx",
        "xx | say = x, opt-out = [halt] | opt-out-say is missing, and there is none for the language xx",
        "en | by = nod | by is nod; allowed: going-on, word, key",
        "en | by = word, key = \"1\" | key is for by = key, but by is word",
        "en | key = 12 | key is 12; allowed: one of 0 to 9, *, #",
        "en | key = A | key is A; allowed: 0 to 9, *, #",
        "en | silence = maybe | silence is maybe; allowed: no, yes",
        "en | tries = 0 | tries is 0; allowed: 1 to 5",
        "en | sya = x | sya",
        "en | by = word, yes = [] | by is word, but there are no words for yes and no in en",
        "xx | by = word | say is missing, and there is none for the language xx",
        "xx | by = word, say = x | there are no words for yes and no in xx",
        "en | by = word, say = \"{key}\" | {key}",
      })
  void faultsAreNamed(String language, String block, String told) {
    assertThatThrownBy(() -> read(language, "consent { " + block + " }"))
        .hasMessageContaining("talkspurt.profiles.own.consent")
        .hasMessageContaining(told);
  }

  @Test
  void theRecordingWaitsForTheAnswer() {
    assertThatThrownBy(() -> read("en", "consent {}", null, new RecordingPolicy(Mode.ON, "")))
        .hasMessage("consent is there, but recording.mode is on; allowed: after-consent");
  }

  @Test
  void theCallersOfABotAreAskedByAVoiceOfTheProfiles() {
    Profile.Bot mute = new Profile.Bot(null, Optional.empty(), Toolbox.empty(), Optional.empty());
    assertThatThrownBy(() -> read("en", "consent {}", mute, AFTER))
        .hasMessage("consent has no voice that asks the caller; allowed: apology and synthesizer"
            + " beside the bot");
    assertThat(beside("consent {}", false).consent().orElseThrow().terms().yes())
        .isEqualTo(new Yes.Key('1'));
    assertThat(beside("consent { refused = \"transfer sales\" }", false)
            .consent()
            .orElseThrow()
            .refused())
        .isInstanceOfSatisfying(
            Refused.Leave.class,
            leave -> assertThat(leave.then())
                .isEqualTo(new UseTool("transfer_call", Map.of("destination", "queues,sales,1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"word", "going-on"})
  void wordsOfSuchCallersAreHeardByATranscriberOfTheProfiles(String by) {
    String block = "consent { by = " + by + " }";
    assertThatThrownBy(() -> beside(block, true))
        .hasMessageContaining(
            "consent: by is " + by + ", but the profile has no transcriber beside its bot");
    assertThatThrownBy(() -> beside("transcriber { kind = embedded }\n" + block, true))
        .hasMessageContaining("knows phrases alone");
    assertThat(beside("transcriber { kind = vosk }\n" + block, false).consent()).isPresent();
  }

  @Test
  void aBotThatTellsNoWordsKnowsNoWordsThatEndARecording() {
    assertThat(beside("consent {}", false).consent().orElseThrow().optOut()).isEqualTo(OptOut.NONE);
    assertThat(beside("consent {}", true).consent().orElseThrow().optOut())
        .isNotEqualTo(OptOut.NONE);
    assertThat(beside("consent { opt-out = [] }", false).consent()).isPresent();
    assertThatThrownBy(() -> beside("consent { opt-out = [halt] }", false))
        .hasMessageContaining("opt-out is there, but the bot does not tell what its callers say");
  }
}
