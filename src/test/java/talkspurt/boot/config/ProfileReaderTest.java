package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.TimeLimit;
import talkspurt.fake.ProfilesOf;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.settings.ProfileAmbience;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Usage;
import talkspurt.provider.agent.FallbackResponder;

class ProfileReaderTest {

  private static final String CHAT = """
      language = en, greeting { say = "Hello." }, apology = "Sorry."
      transcriber { kind = embedded }, synthesizer { kind = embedded }
      responder { kind = openai-chat, model = m, prompt = p, base-url = "http://127.0.0.1:1/v1" }
      """;

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("profiles");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void callsHaveALimitThatAProfileMayChange() throws IOException {
    TimeLimit hour = new TimeLimit(Duration.ofHours(1), Duration.ofSeconds(20));
    assertThat(read(own("")).get("own").limit()).isEqualTo(hour);
    assertThat(read(own("longest = 30s")).get("own").limit())
        .as("at most half of it is for wrapping up")
        .isEqualTo(new TimeLimit(Duration.ofSeconds(30), Duration.ofSeconds(15)));
    assertThat(read(own("longest = 5m, wrap-up = 40s")).get("own").limit())
        .isEqualTo(new TimeLimit(Duration.ofMinutes(5), Duration.ofSeconds(40)));
    assertThat(read(own("longest = 0s")).get("own").limit()).isEqualTo(TimeLimit.NONE);
  }

  @Test
  void callsMayCostOnlySoMuch() throws IOException {
    TimeLimit hour = new TimeLimit(Duration.ofHours(1), Duration.ofSeconds(20));
    assertThat(read(own("budget.per-call = 0.5")).get("own").limit()).isEqualTo(hour.with(500_000));
    assertThat(read(own("budget.per-call = 0.000001, longest = 0s")).get("own").limit())
        .isEqualTo(TimeLimit.NONE.with(1));
    String all = "\ntalkspurt.calls.budget.per-call = 2";
    assertThat(read(own("budget.per-day = 9") + all).get("own").limit())
        .isEqualTo(hour.with(2_000_000));
    assertThat(read(own("budget.per-call = 0") + all).get("own").limit()).isEqualTo(hour);
  }

  @Test
  void whatIsPaidForTheTimeOfACallIsOfTheAgentThatIsAskedFirst() throws IOException {
    assertThat(read(own("")).get("own").priceOfTime()).isEmpty();
    Map<String, Price> tenth = Map.of("webhook", Price.NONE.and(Usage.Unit.SOUND_MS, 100_000));
    String price = "price.per-minute = 0.1";
    assertThat(read(webhook(price)).get("own").priceOfTime()).isEqualTo(tenth);
    String ofAll = "\ntalkspurt.responders.webhook." + price;
    assertThat(read(webhook("") + ofAll).get("own").priceOfTime()).isEqualTo(tenth);
    assertThat(read(webhook("price.per-minute = 0") + ofAll).get("own").priceOfTime())
        .isEmpty();
  }

  private static String webhook(String setting) {
    return own("")
        .replaceFirst(
            "responder \\{.*\\}",
            "responder { kind = webhook, url = \"http://127.0.0.1:1/\", " + setting + " }");
  }

  @Test
  void theGoodbyeIsTheProfilesOrThatOfItsLanguage() throws IOException {
    assertThat(agent(read(own("")).get("own")).goodbye())
        .isEqualTo(new Prompt.Say("The time for this call is up. Thank you for calling. Goodbye."));
    assertThat(agent(read(own("language = de-AT")).get("own")).goodbye())
        .isInstanceOfSatisfying(
            Prompt.Say.class, say -> assertThat(say.words()).endsWith("Auf Wiederhören."));
    assertThat(agent(read(own("goodbye = Bye.")).get("own")).goodbye())
        .isEqualTo(new Prompt.Say("Bye."));
    assertThat(agent(read(own("goodbye.say = Bye.")).get("own")).goodbye())
        .isEqualTo(new Prompt.Say("Bye."));
    assertThat(agent(read(own("language = eo, longest = 0s")).get("own")).goodbye())
        .isEqualTo(new Prompt.Say(""));
  }

  @Test
  void aProfilesOwnNamesStandForTheirTextsWhereverItSaysSomething() throws IOException {
    Profile profile = read(own("""
        vars { company = "Acme & Sons", hours = "nine to five", team = sales }
        greeting.say = "{{company}}, good {part-of-day}. Open {hours|always}?"
        apology = "{company} is sorry."
        goodbye = "{company} says goodbye."
        filler.say = ["{{ company }} is looking."]
        tools.transfers { desk = "queues,{team},1" }
        """)).get("own");
    Profile.Agent agent = agent(profile);
    assertThat(agent.greeting())
        .as("names of calls stay until there is one")
        .isEqualTo(new Prompt.Say("Acme & Sons, good {part-of-day}. Open nine to five?"));
    assertThat(agent.apology()).isEqualTo(new Prompt.Say("Acme & Sons is sorry."));
    assertThat(agent.goodbye()).isEqualTo(new Prompt.Say("Acme & Sons says goodbye."));
    assertThat(agent.filler().words()).containsExactly("Acme & Sons is looking.");
    assertThat(
            agent.tools().errand("transfer_call", "{\"destination\":\"desk\"}").orElseThrow())
        .isEqualTo(
            new Responder.Part.UseTool("transfer_call", Map.of("destination", "queues,sales,1")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "greeting.say = \"Hi {customer}.\" | own.greeting.say names {customer}, which nothing is known by",
        "greeting.say = \"Hi {callerid}.\" | did you mean callerId?",
        "greeting.say = \"Hi {}.\", responder.prompt = \"{x}\" | own.responder.prompt names {x}",
        "apology = \"Sorry {callerId}.\" | own.apology names {callerId}, but is spoken before there is a call",
        "goodbye = \"It is {time}.\" | own.goodbye names {time}, but is spoken before",
        "filler.say = [\"{now}\"] | own.filler.say names {now}, but is spoken before",
        "hours.closed = night | own.hours.closed is night; allowed:",
        "greeting.say = \"Back at {opens}.\" | own.greeting.say names when it is open, and the profile has no hours",
        "hours.mon = 9-5 | own.hours: mon is '9-5'",
        "greeting.say = \"Again, {last-call}.\" | own.greeting.say names {last-call}, which is not known of each caller; allowed: {last-call|a text}",
        "vars { last-outcome = x } | own.vars.last-outcome is known already",
        "vars { now = x } | own.vars.now is known already",
        "vars { \"a b\" = x } | is no name",
        "vars { a { b = x } } | own.vars.a",
        "time-zone = \"Europe/Berlln\" | own.time-zone is Europe/Berlln (did you mean Europe/Berlin?)"
      })
  void aNameThatNothingIsKnownByIsAFault(String settings, String told) {
    assertThatThrownBy(() -> read(own(settings)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(told);
  }

  @Test
  void namesOfTheDialplanNeedTheirPrefixOrWhatElseIsSaid() throws IOException {
    Prompt said = new Prompt.Say("{var.customer}, {customer|dear caller}, {callerId}, {today}");
    assertThat(agent(read(own(
                    "greeting.say = \"{var.customer}, {customer|dear caller}, {callerId}, {today}\""))
                .get("own"))
            .greeting())
        .isEqualTo(said);
  }

  @Test
  void callersAreToldTheTimeOfTheProfilesZone() throws IOException {
    assertThat(read(own("time-zone = Asia/Tokyo")).get("own").zone())
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(
            read(own("") + "\ntalkspurt.time-zone = Europe/Berlin").get("own").zone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(read(own("")).get("own").zone()).isEqualTo(ZoneId.systemDefault());
  }

  @Test
  void anotherProfileAnswersCallsOutsideOfHours() throws IOException {
    Profile profile = read(own("""
        time-zone = UTC, hours { mon = "09:00-10:00", closed = receptionist }
        """)).get("own");
    assertThat(profile.answersAt(Instant.parse("2026-11-30T09:30:00Z"))).isEqualTo("own");
    assertThat(profile.answersAt(Instant.parse("2026-11-30T10:00:00Z"))).isEqualTo("receptionist");
    assertThat(read(own("time-zone = UTC, hours.mon = \"09:00-10:00\""))
            .get("own")
            .answersAt(Instant.parse("2026-11-30T10:00:00Z")))
        .as("nobody else is named")
        .isEqualTo("own");
  }

  @Test
  void aRecordingBelowTheVoiceIsReadOnceForAllProfilesUntilItsFileChanges() throws IOException {
    Path office = dir.resolve("office.wav");
    tone(office, 8000);
    ProviderStore made = new ProviderStore();
    String settings = "background { play = \"" + office + "\", level = -40dB }";
    String two = own(settings) + "\n" + own(settings).replace("profiles.own", "profiles.other");
    Map<String, Profile> all = profiles(two, made);
    ProfileAmbience ambience = all.get("own").ambience();
    assertThat(ambience.over(Optional.empty())).isPresent();
    assertThat(all.get("other").ambience().own().orElseThrow())
        .isSameAs(ambience.own().orElseThrow());
    assertThat(profiles(two, made).get("own").ambience()).isEqualTo(ambience);
    tone(office, 9000);
    assertThat(profiles(two, made).get("own").ambience()).isNotEqualTo(ambience);
    assertThat(read(own("")).get("own").ambience()).isEqualTo(ProfileAmbience.ENGINE);
    assertThat(read(own("background = off")).get("own").ambience()).isEqualTo(ProfileAmbience.OFF);
  }

  private static void tone(Path file, int samples) throws IOException {
    byte[] pcm = new byte[2 * samples];
    for (int i = 1; i < pcm.length; i += 2) {
      pcm[i] = (byte) (20 * Math.sin(i / 9.0));
    }
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(pcm), format, samples),
        AudioFileFormat.Type.WAVE,
        file.toFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "background = loud | own: background is 'loud'; allowed: off, or { play = FILE.wav",
        "background { level = -40dB } | own.background.play is missing",
        "background { play = \"/nowhere.wav\" } | own.background: /nowhere.wav",
        "background { play = x, level = -20dB } | own.background: level is '-20dB'; allowed: -70dB to -25dB",
        "background { play = x, volume = 3 } | own.background.volume does not exist",
      })
  void whatIsWrongWithTheBackgroundIsTold(String settings, String told) {
    assertThatThrownBy(() -> read(own(settings)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "files = [] | files has 0 passages; allowed: 1 to 5000",
        "files = [/nowhere.md] | files holds /nowhere.md, which cannot be read",
        "files = [LATIN] | which is not UTF-8",
        "files = [EMPTY] | in which there is no text",
        "files = [FAQ], passages = 0 | passages is 0; allowed: 1 to 20",
        "files = [FAQ], least-likeness = 1.5 | least-likeness",
        "files = [FAQ], timeout = 1ms | timeout is 1 ms; allowed: 20 to 5000 ms",
        "files = [FAQ], file = x | file",
        "files = [FAQ], embedding.kind = other | kind is other; allowed: on-node, openai",
        "files = [FAQ], embedding.model = \"\" | model is empty",
        "files = [FAQ], embedding.api-key-env = NO_SUCH_KEY | names NO_SUCH_KEY, which is not set",
      })
  void whatIsWrongWithDocumentsIsTold(String knowledge, String told) throws IOException {
    Path latin = Files.write(dir.resolve("latin.md"), new byte[] {'a', (byte) 0xE4, 'b'});
    Path empty = Files.writeString(dir.resolve("empty.md"), "\n \n");
    String block = knowledge
        .replace("LATIN", "\"" + latin + "\"")
        .replace("EMPTY", "\"" + empty + "\"")
        .replace("FAQ", "conf/examples/faq.md");
    String own = own("responder.knowledge { " + block + " }");
    assertThatThrownBy(() -> read(own)).hasMessageContaining(told);
  }

  @Test
  void anAgentIsAnotherWhenItsDocumentsAre() throws IOException {
    Path faq = Files.writeString(dir.resolve("faq.md"), "We are open.");
    String own = own("responder.knowledge { files = [\"" + faq
        + "\"], embedding.base-url = \"http://127.0.0.1:1/v1\" }");
    ProviderStore made = new ProviderStore();
    Responder first = responder(own, made);
    assertThat(responder(own + "\n# the same", made)).isSameAs(first);
    Files.writeString(faq, "We are closed.");
    assertThat(responder(own, made)).isNotSameAs(first);
  }

  private Responder responder(String text, ProviderStore made) throws IOException {
    return agent(profiles(text, made).get("own")).responder();
  }

  private Map<String, Profile> profiles(String text, ProviderStore made) throws IOException {
    return ProfilesOf.text(kit.system(), dir, text, made.reading(), Map.of())
        .profiles()
        .byName();
  }

  @Test
  void theBookingProfileHasItsEightTools() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "s3cret\n");
    Profile.Agent booking = agent(
        read("""
        include file("%s")
        booking-tools.tool { token-env = "", token-file = "%s" }
        talkspurt.profiles.booking.responder { api-key-env = "", api-key-file = "%s" }
        """.formatted(Path.of("conf/profiles/booking.conf").toAbsolutePath(), secret, secret))
            .get("booking"));
    assertThat(booking.tools().offered())
        .extracting(ToolSpec::name)
        .containsExactlyInAnyOrder(
            "end_call",
            "transfer_call",
            "lookup_customer",
            "get_caller_history",
            "check_availability",
            "book_appointment",
            "create_lead",
            "send_sms");
    assertThat(booking.responder()).isInstanceOf(FallbackResponder.class);
    assertThat(booking.filler().words()).hasSize(2);
    assertThat(booking.givingUp().orElseThrow().failures()).isEqualTo(2);
    assertThat(booking.phrases()).contains("operator", "book an appointment");
    assertThat(booking.tools().runner().patience("send_sms")).isEqualTo(Duration.ofSeconds(2));
    assertThat(booking.tools().runner().patience("create_lead")).isEqualTo(Duration.ofSeconds(5));
    assertThat(booking.tools().runner().objection("check_availability", "{\"day\":\"Monday\"}"))
        .isPresent();
  }

  @Test
  void aSecretThatIsNotThereIsToldByItsName() throws IOException {
    String profiles =
        "include file(\"%s\")".formatted(Path.of("conf/profiles/booking.conf").toAbsolutePath());
    assertThatThrownBy(() ->
            read(profiles + "\ntalkspurt.profiles.booking.responder.api-key-env = NO_SUCH_KEY_12"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "talkspurt.profiles.booking.responder.api-key-env names NO_SUCH_KEY_12");
    assertThatThrownBy(() -> read(own("responder.api-key-file = \"/no/such/file\"")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("own.responder.api-key-file names /no/such/file");
  }

  @Test
  void onlyAgentsWithoutSideEffectsAreAskedAhead() throws IOException {
    assertThat(agent(read(own("")).get("own")).askedAhead()).isTrue();
    assertThat(agent(read(own("responder.speculate = false")).get("own")).askedAhead())
        .isFalse();
    String webhook = "responder.fallback = { kind = webhook, url = \"http://127.0.0.1:1\" %s }";
    assertThat(agent(read(own(webhook.formatted(""))).get("own")).askedAhead()).isFalse();
    assertThat(
            agent(read(own(webhook.formatted(", speculate = true"))).get("own")).askedAhead())
        .isTrue();
  }

  @Test
  void aProfileThatSaysNothingOfWaitsHasWordsForThemInItsLanguage() throws IOException {
    Profile.Agent silent = agent(read(own("")).get("own"));
    assertThat(silent.filler().words()).hasSize(3);
    assertThat(agent(read(own("filler { say = [] }")).get("own")).filler().words())
        .isEmpty();
    assertThat(agent(read(own("filler { after = 1s }")).get("own")).filler())
        .isEqualTo(new Filler(Duration.ofSeconds(1), silent.filler().words(), 6));
  }

  @Test
  void fallbacksAreNestedToADepth() throws IOException {
    String next =
        "{ kind = openai-chat, model = m, prompt = p, base-url = \"http://127.0.0.1:1\" }";
    String four = "responder.fallback = %s, responder.fallback.fallback = %s,"
        + "responder.fallback.fallback.fallback = %s";
    assertThat(agent(read(own(four.formatted(next, next, next))).get("own")).responder())
        .isInstanceOf(FallbackResponder.class);
    String five = four + ", responder.fallback.fallback.fallback.fallback = %s";
    assertThatThrownBy(() -> read(own(five.formatted(next, next, next, next))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("is one too many; allowed: 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "responder.kind = magic | own.responder | kind is magic; allowed: scripted, openai-chat, webhook",
        "responder.modle = m | own.responder.modle | does not exist",
        "responder.model = \"\" | own.responder | model is empty",
        "responder.base-url = \"ftp://x\" | own.responder | url is 'ftp://x'; allowed: http://HOST",
        "responder.base-url = \"http://a:b@x/\" | own.responder | api-key-env",
        "responder.temperature = 3 | own.responder | temperature is 3.0; allowed: 0 to 2",
        "responder.attempts = 9 | own.responder | attempts is 9; allowed: 1 to 5",
        "responder.extra = 7 | own.responder.extra | a block",
        "responder { kind = webhook } | own.responder.base-url | does not exist",
        "apology { play = \"/no/such.wav\" } | own.apology | such.wav",
        "apology { say = a, play = b } | own.apology | apology needs one of say, play",
        "longest = 9s | own | longest is 9000 ms; allowed: 10000 to 86400000 ms",
        "wrap-up = 25h | own | wrap-up is 90000000 ms; allowed",
        "language = eo | own | has no goodbye, which is said after longest (3600 s) or budget.per-call, and calls.goodbye has none for its language, eo; allowed: goodbye = …, or neither: longest = 0s, budget.per-call = 0",
        "language = eo, longest = 0s, budget.per-call = 1 | own | has no goodbye, which is said after longest (0 s) or budget.per-call",
        "responder.price.per-minute = 1 | own.responder.price.per-minute | does not exist; allowed: [per-million-input-tokens, per-million-cached-input-tokens, per-million-output-tokens, as-of, currency, tariffs]",
        "responder.price.per-million-output-tokens = -1 | own.responder.price | per-million-output-tokens is -1; allowed: 0 to 10000, with up to six digits behind the point",
        "responder.price.per-million-output-tokens = NaN | own.responder.price | per-million-output-tokens is NaN; allowed: 0 to 10000",
        "responder.price.per-million-output-tokens = 10001 | own.responder.price | per-million-output-tokens is 10001; allowed",
        "responder.price.per-million-output-tokens = 0.0000001 | own.responder.price | per-million-output-tokens is 0.0000001; allowed",
        "responder.price = 5 | own.responder.price | a block",
        "transcriber.price.per-million-characters = 1 | own.transcriber.price.per-million-characters | does not exist; allowed: [per-minute, per-million-audio-input-tokens,",
        "synthesizer.price.per-call = 1 | own.synthesizer.price.per-call | does not exist; allowed: [per-million-characters, per-minute, as-of, currency, tariffs]",
        "budget.per-call = -0.5 | own.budget | per-call is -0.5; allowed: 0 to 1000000000",
        "budget.per-day = much | own.budget | per-day is much; allowed: 0 to 1000000000",
        "budget.per-week = 1 | own.budget.per-week | does not exist; allowed: [per-call, per-day, per-month]",
        "filler { after = 10ms, say = [a] } | own.filler | after is 10 ms; allowed",
        "filler { most = 0, say = [a] } | own.filler | most is 0; allowed: 1 to 100",
        "giving-up { after-failures = 2, then = sing } | own.giving-up | then is 'sing'; allowed: hang-up",
        "tools.transfers.sales = nowhere | own.tools | transfer sales is 'nowhere'; allowed: CONTEXT",
        "tools.end = true | own.tools.end | does not exist",
        "tools.http.book { } | own.tools.http.book.description | is missing",
        "tools.http.book { description = d, url = \"http://h\", parameters { type = 7 } } | own.tools.http.book | parameters are wrong",
        "tools.http.book { description = d, url = \"http://h\", parameters {} } | own.tools.http.book | parameters need type = object",
        "tools.http.book { description = d, url = \"http://h\", parameters { type = object }, method = PURGE } | own.tools.http.book | method is PURGE; allowed: POST",
        "tools.http.book { description = d, url = \"http://h\", parameters { type = object }, from-call { a = callerId } } | own.tools.http.book | from-call.a is 'callerId'; allowed: caller, dnid, lext, var.NAME",
        "tools.http.book { description = d, url = \"http://h\", parameters { type = object }, from-call { a = caller }, with { a = b } } | own.tools.http.book | a is in with and in from-call; allowed: one of them",
        "tools.http.end_call { description = d, url = \"http://h\", parameters { type = object } } | own.tools | end_call is built in",
        "collect.card { min = 13, max = 16, say = \"Your card?\" } | own.collect.card | secret has no tool that gets the value; allowed: tool and argument, or secret = false",
        "collect.card { min = 13, max = 16, say = \"Your card?\", tool = pay, argument = number } | own.collect | card.tool is pay; allowed: []",
        "collect.card { min = 13, max = 16, say = \"Your card?\", tool = pay } | own.collect.card | tool and argument belong together",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, kind = time } | own.collect.card | kind is time; allowed: digits, letters-digits, date",
        "collect.born { min = 8, say = s, secret = false, kind = date } | own.collect.born | min is for digits, but kind is date; allowed: earliest, latest, order",
        "collect.born { say = s, secret = false, kind = date, earliest = then } | own.collect.born | earliest is then; allowed: today, days",
        "collect.born { say = s, secret = false, kind = date, order = ddmmyyyy } | own.collect.born | order is ddmmyyyy; allowed: day-month-year, month-day-year, year-month-day",
        "collect.born { say = s, secret = false, kind = date, confirm = last-four } | own.collect.born | confirm = last-four is for digits, but kind is date",
        "collect.card { min = 4, max = 4, say = s, secret = false, latest = today } | own.collect.card | latest is for dates, but kind is digits",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, check = iban } | own.collect.card | check is iban, but kind is digits; allowed",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, until = 1 } | own.collect.card | until is 1; allowed: #",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, tries = 0 } | own.collect.card | tries is 0; allowed: 1 to 10",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, confirm-say = yes } | own.collect.card | confirm-say does not read the value",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, kind = letters-digits, spoken = false } | own.collect.card | spoken is false, but letters cannot be keyed",
        "collect.card { min = 13, max = 16, say = \"Your card?\", secret = false, sprache = en } | own.collect.card.sprache | does not exist",
        "transcriber { kind = embedded }, collect.card { secret = false, spoken = true, min = 4, max = 4, say = s } | own.collect.card | spoken is true, but the embedded transcriber knows phrases alone",
        "collect.card { min = 4, max = 4, kind = letters-digits, confirm = last-four, say = s } | own.collect.card | confirm is last-four, but letters of a secret",
        "collect.card { secret = false, min = 4, max = 3, say = s } | own.collect.card | max is 3; allowed: 4 to 64",
        "collect.card { secret = false, max = 3, say = s } | own.collect.card.min | is missing",
        "collect.card { min = 13, max = 16, say = \"Your card?\", tool = pay, argument = number }, tools.http.pay { description = d, url = \"http://h\", parameters { type = object, properties { sum { type = integer } } } } | own.collect | card.argument is number, which pay does not take; allowed: [sum]",
        "collect.card { min = 13, max = 16, say = \"Your card?\", tool = pay, argument = number }, tools.http.pay { description = d, url = \"http://h\", method = GET, parameters { type = object, properties { number { type = string } } } } | own.collect | card.tool is pay, which sends it in the address",
        "collect.card { min = 13, max = 16, say = \"Your card?\", tool = pay, argument = number }, tools.http.pay { description = d, url = \"http://h\", parameters { type = object, properties { number { type = integer } } } } | own.collect | card.argument is number, which is no text",
        "tools.http.\"a b\" { description = d, url = \"http://h\", parameters { type = object } } | own.tools.http | tool a b; allowed: up to 64 letters",
      })
  void whatIsWrongIsToldInOneLineThatNamesTheKey(String setting, String key, String what) {
    assertThatThrownBy(() -> read(own(setting)))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains(key, what)
        .doesNotContain("\n");
  }

  @Test
  void aWebhookIsRead() throws IOException {
    String webhook =
        CHAT.lines().filter(line -> !line.contains("responder")).reduce("", (a, b) -> a + "\n" + b);
    assertThat(read("talkspurt.profiles.own { " + webhook
            + "\nresponder { kind = webhook, url = \"http://127.0.0.1:1/agent\" } }"))
        .containsKey("own");
  }

  private static Profile.Agent agent(Profile profile) {
    return (Profile.Agent) profile.pipeline();
  }

  private static String own(String setting) {
    return "talkspurt.profiles.own {\n" + CHAT + "\n" + setting + "\n}";
  }

  private Map<String, Profile> read(String text) throws IOException {
    Map<String, Profile> all =
        ProfilesOf.text(kit.system(), dir, text).profiles().byName();
    assertThat(all.keySet()).containsAll(List.of("receptionist"));
    return all;
  }
}
