package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.provider.SentenceJudge;

class GuardrailsReaderTest {

  private static final SentenceJudge JUDGE = (sentence, before, questions, meter) -> null;

  private static Guardrails read(String block) {
    return new GuardrailsReader(model -> JUDGE)
        .read(new ConfigSection(
            ConfigFactory.parseString("guardrails " + block), "talkspurt.profiles.own"));
  }

  @Test
  void rulesAreReadAsTheyAreWritten() {
    Guardrails rules = read("""
        {
          forbidden = [
            { name = advice, words = ["legal advice", Lawyer], say = "Ask {company|us}." }
            { name = cards, pattern = "\\\\d{16}", say = "I do not read cards out.", then = skip }
          ]
          required = [
            { name = recorded, words = ["is recorded"], by = first-turn, say = "This call is recorded." }
            { name = terms, words = [terms], by = end-of-call, say = "Our terms hold." }
          ]
        }""");
    assertThat(rules.forbidden()).extracting(rule -> rule.skips()).containsExactly(false, true);
    assertThat(rules.against("No LEGAL, advice here").orElseThrow().name()).isEqualTo("advice");
    assertThat(rules.against("It is 1234567812345678.").orElseThrow().name()).isEqualTo("cards");
    assertThat(rules.against("Good day.")).isEmpty();
    assertThat(rules.longest()).isEqualTo(2);
    assertThat(rules.required())
        .extracting(rule -> rule.by())
        .containsExactly(By.FIRST_TURN, By.END_OF_CALL);
    assertThat(read("{}").none()).isTrue();
  }

  @Test
  void aRuleMayBeAQuestion() {
    Guardrails rules = read("""
        {
          model { model = small }
          forbidden = [ { name = prices, ask = "Is a price promised?", unanswered = withhold, say = "No." } ]
        }""");
    assertThat(rules.judge()).contains(JUDGE);
    assertThat(rules.asked()).hasSize(1);
    assertThat(rules.asked().get(0).question())
        .contains(new Guardrails.Question("Is a price promised?", Guardrails.Unanswered.WITHHOLD));
    assertThat(rules.against("It costs five.")).isEmpty();
  }

  private static BotGuardrails ofBot(String block) {
    return new GuardrailsReader(model -> JUDGE)
        .bot(
            new ConfigSection(
                ConfigFactory.parseString("guardrails " + block), "talkspurt.profiles.own"),
            new ConfigSection(ConfigFactory.parseString("hold = 400ms"), "talkspurt.guardrails"),
            true,
            true);
  }

  @Test
  void aBotHasRulesOfWordsAndWaitsForThem() {
    String rule = "forbidden = [ { name = a, words = [x], say = b } ]";
    assertThat(ofBot("{ " + rule + " }").hold()).hasMillis(400);
    assertThat(ofBot("{ hold = 1s, " + rule + " }").hold()).hasMillis(1000);
    assertThat(ofBot("{ " + rule + " }").rules().forbidden()).hasSize(1);
  }

  @Test
  void aBotHasRulesOfAModelAndOfTheEndOfTheCall() {
    Guardrails rules = ofBot("""
        {
          model { model = small }
          forbidden = [ { name = prices, ask = "Is a price promised?", unanswered = say, say = "No." } ]
          required = [ { name = terms, words = [terms], by = end-of-call, say = "Our terms hold." } ]
        }""").rules();
    assertThat(rules.judge()).contains(JUDGE);
    assertThat(rules.required()).extracting(rule -> rule.by()).containsExactly(By.END_OF_CALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ hold = 3s } | hold is 3000 ms; allowed: 0 to 2000 ms",
        "{ forbidden = [ { name = a, ask = y, unanswered = say, say = b } ] } | has rules with ask, but no model",
        "{ model {} } | has a model, but no rule with ask",
        "{ forbiden = [] } | guardrails.forbiden does not exist",
      })
  void whatABotCannotHaveIsRefused(String block, String complaint) {
    assertThatThrownBy(() -> ofBot(block)).message().contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ forbiden = [] } | guardrails.forbiden does not exist (did you mean forbidden?)",
        "{ forbidden = [ { name = a, say = b } ] } | needs one of words, pattern, ask",
        "{ forbidden = [ { name = a, words = [x], pattern = y, say = b } ] } | needs one of words, pattern, ask",
        "{ forbidden = [ { name = a, words = [x], ask = y, unanswered = say, say = b } ] } | needs one of words, pattern, ask",
        "{ forbidden = [ { name = a, ask = y, say = b } ] } | unanswered is ''; allowed: say or withhold",
        "{ forbidden = [ { name = a, ask = \" \", unanswered = say, say = b } ], model {} } | ask has 1 characters",
        "{ forbidden = [ { name = a, words = [x], unanswered = say, say = b } ] } | unanswered is for rules with ask",
        "{ forbidden = [ { name = a, ask = y, unanswered = say, say = b } ] } | has rules with ask, but no model",
        "{ forbidden = [ { name = a, words = [x], say = b } ], model {} } | has a model, but no rule with ask",
        "{ forbidden = [ { name = a, words = [\"...\"], say = b } ] } | words holds nothing",
        "{ forbidden = [ { name = a, words = [x] } ] } | forbidden.say is missing",
        "{ forbidden = [ { name = a, words = [x], say = \" \" } ] } | say is empty",
        "{ forbidden = [ { name = \"a b\", words = [x], say = b } ] } | name is a b",
        "{ forbidden = [ { name = a, words = [x], say = b, then = end } ] } | then is end; allowed: stop, skip",
        "{ forbidden = [ { name = a, pattern = \"(\", say = b } ] } | pattern is '('",
        "{ forbidden = [ { name = a, pattern = \"(a)\\\\1\", say = b } ] } | allowed: RE2 syntax",
        "{ forbidden = [ { name = a, pattern = \"x*\", say = b } ] } | which is found in everything",
        "{ forbidden = [ { name = a, words = [x], say = b }, { name = a, words = [y], say = b } ] } | two rules called a",
        "{ forbidden = [ { name = a, words = [x], say = \"An X.\" } ] } | rule a says what rule a forbids",
        "{ required = [ { name = a, words = [x], by = first-turn, say = y } ] } | say holds none of words",
        "{ required = [ { name = a, words = [x], by = soon, say = x } ] } | by is soon; allowed: first-turn, end-of-call",
      })
  void whatIsWrongIsToldByItsKey(String block, String fault) {
    assertThatThrownBy(() -> read(block)).hasMessageContaining(fault);
  }
}
