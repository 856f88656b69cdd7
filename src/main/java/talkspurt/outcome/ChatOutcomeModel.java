package talkspurt.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import talkspurt.call.TranscriptEntry;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.chat.ChatCompletion;
import talkspurt.provider.chat.ChatCompletion.Message;
import talkspurt.text.OutsideText;

/**
 * A chat model that is asked once for JSON of a schema. A server that refuses {@code response_format} is told the
 * schema in words, from then on at once. An answer that does not fit is asked for once more, with what is wrong.
 * Thread-safe.
 */
public final class ChatOutcomeModel implements OutcomeModel {

  static final int LONGEST_TRANSCRIPT = 60_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END_OF_THOUGHTS = "</think>";
  private static final int LONGEST_LANGUAGE = 40;

  private final ChatCompletion model;
  private final String prompt;
  private final Function<String, LanguagePack> languages;
  private final String name;
  private final Price price;
  private final AtomicBoolean inWords = new AtomicBoolean();

  /**
   * One model.
   *
   * @param name of whoever fails
   * @param prompt what is added to what it is asked; may be empty
   * @param languages what is known of the language of a call; of an empty tag, of the profile's
   * @param price what it takes
   */
  public ChatOutcomeModel(
      String name,
      ChatCompletion model,
      String prompt,
      Function<String, LanguagePack> languages,
      Price price) {
    this.price = price;
    this.name = name;
    this.model = model;
    this.prompt = prompt;
    this.languages = languages;
  }

  @Override
  public CompletionStage<Answer> ask(Question question, UsageMeter meter) {
    LanguagePack speech = languages.apply(question.language());
    Wording words = speech.wording();
    ObjectNode schema = schema(question.form(), words);
    List<Message> messages = List.of(
        new Message("system", asked(question, schema, speech)),
        new Message("user", transcript(question.transcript(), words)));
    return ask(new Asked(messages, schema, question.form(), words, meter.of(name, price)), true);
  }

  /** What a server is asked, in the words of a language. */
  private record Asked(
      List<Message> messages,
      ObjectNode schema,
      OutcomeForm form,
      Wording words,
      UsageMeter meter) {

    Asked and(List<Message> more) {
      List<Message> all = new ArrayList<>(messages);
      all.addAll(more);
      return new Asked(all, schema, form, words, meter);
    }
  }

  private CompletionStage<Answer> ask(Asked asked, boolean first) {
    boolean words = inWords.get();
    return model
        .ask(
            asked.messages(), words ? Optional.empty() : Optional.of(asked.schema()), asked.meter())
        .thenCompose(answer -> {
          if (answer instanceof ChatCompletion.Answer.Said said) {
            return read(said.text(), asked, first);
          }
          ProviderFailure failure = ((ChatCompletion.Answer.Failed) answer).failure();
          if (!words && failure.kind() == Kind.REJECTED_REQUEST) {
            return model
                .ask(asked.messages(), Optional.empty(), asked.meter())
                .thenCompose(again -> {
                  if (again instanceof ChatCompletion.Answer.Said said) {
                    inWords.set(true);
                    return read(said.text(), asked, first);
                  }
                  return failed(((ChatCompletion.Answer.Failed) again).failure());
                });
          }
          return failed(failure);
        });
  }

  private CompletionStage<Answer> read(String text, Asked asked, boolean first) {
    OutcomeForm form = asked.form();
    JsonNode tree = object(text);
    Optional<String> wrong = tree.isObject()
        ? form.objection(tree).or(() -> missing(tree, asked.schema()))
        : Optional.of("JSON has to be one of {…}");
    if (wrong.isEmpty()) {
      return CompletableFuture.completedFuture(new Answer.Told(form.kept(tree)));
    }
    if (!first) {
      return failed(new ProviderFailure(
          Kind.BROKE_PROTOCOL, name, "its answers do not fit: " + field(wrong.get())));
    }
    Wording words = asked.words();
    return ask(
        asked.and(List.of(
            new Message("assistant", text),
            new Message("user", words.of(Text.OUTCOME_AGAIN, words.reason(wrong.get()))))),
        false);
  }

  private static Optional<String> missing(JsonNode tree, ObjectNode schema) {
    for (JsonNode name : schema.path("required")) {
      JsonNode value = tree.path(name.asText());
      if (value.isMissingNode()
          || value.isNull()
          || value.isTextual() && value.asText().isBlank()) {
        return Optional.of(name.asText() + " is null; allowed: …");
      }
    }
    return Optional.empty();
  }

  /** What follows the field may be the caller's words, which belong into no log. */
  private static String field(String wrong) {
    return wrong.split("[ :]", 2)[0];
  }

  private static CompletionStage<Answer> failed(ProviderFailure failure) {
    return CompletableFuture.completedFuture(new Answer.Failed(failure));
  }

  /** Behind thoughts, and between whatever some models put round it. */
  static JsonNode object(String text) {
    String told = text.substring(
        text.contains(END_OF_THOUGHTS)
            ? text.lastIndexOf(END_OF_THOUGHTS) + END_OF_THOUGHTS.length()
            : 0);
    int from = told.indexOf('{');
    int to = told.lastIndexOf('}');
    if (from < 0 || to < from) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(told.substring(from, to + 1));
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return JSON.missingNode();
    }
  }

  /** Of the whole answer. Definitions move to its top, since what refers to them names them from there. */
  static ObjectNode schema(OutcomeForm form, Wording words) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject("summary")
        .put("type", "string")
        .put("description", words.of(Text.OUTCOME_SUMMARY));
    ArrayNode required = schema.putArray("required").add("summary");
    properties.set("disposition", form.dispositionSchema(words));
    if (!form.dispositions().isEmpty()) {
      required.add("disposition");
    }
    form.schema().ifPresent(json -> {
      ObjectNode fields = (ObjectNode) object(json);
      for (String definitions : List.of("$defs", "definitions")) {
        Optional.ofNullable(fields.remove(definitions))
            .ifPresent(all -> schema.set(definitions, all));
      }
      fields.remove(List.of("$schema", "$id"));
      properties.set("fields", fields);
      required.add("fields");
    });
    return schema.put("additionalProperties", false);
  }

  private String asked(Question question, ObjectNode schema, LanguagePack speech) {
    return speech
            .wording()
            .of(
                Text.OUTCOME_ASKED,
                schema,
                OutsideText.forLog(speech.tag(), LONGEST_LANGUAGE),
                question.endReason())
        + (prompt.isBlank() ? "" : "\n\n" + prompt);
  }

  /** A line each; of a very long call its beginning and, above all, its end. */
  static String transcript(List<TranscriptEntry> entries, Wording words) {
    List<String> lines = entries.stream().map(ChatOutcomeModel::line).toList();
    int all = lines.stream().mapToInt(String::length).sum();
    List<String> kept = new ArrayList<>();
    int from = 0;
    for (int head = 0; from < lines.size() && all > LONGEST_TRANSCRIPT; from++) {
      head += lines.get(from).length();
      if (head > LONGEST_TRANSCRIPT / 4) {
        break;
      }
      kept.add(lines.get(from));
    }
    List<String> tail = new ArrayList<>();
    int left = LONGEST_TRANSCRIPT - kept.stream().mapToInt(String::length).sum();
    for (int at = lines.size() - 1; at >= from && lines.get(at).length() <= left; at--) {
      left -= lines.get(at).length();
      tail.add(0, lines.get(at));
    }
    if (kept.size() + tail.size() < lines.size()) {
      kept.add(words.of(Text.OUTCOME_LEFT_OUT, lines.size() - kept.size() - tail.size()));
    }
    kept.addAll(tail);
    return String.join("\n", kept);
  }

  private static String line(TranscriptEntry entry) {
    return JSON.createObjectNode()
        .put(
            entry.speaker() == TranscriptEntry.Speaker.BOT
                ? "bot"
                : entry.keys() ? "callerPressed" : "caller",
            entry.words().text())
        .toString();
  }
}
