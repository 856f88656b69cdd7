package talkspurt.boot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import talkspurt.language.LanguagePack;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Languages;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.turn.Interruption;
import talkspurt.turn.TurnSettings;

/**
 * A profile in the languages of its calls: in those that it speaks as it was read, in others with what the engine has of
 * them beside the profile's own texts. Thread-safe.
 */
final class LanguageProfiles {

  /** Tags are the dialplan's to choose. */
  private static final int MOST_KEPT = 100;

  private final ProfileLanguages languages;
  private final LanguageFiles files;
  private final Function<String, TurnSettings> turns;
  private final Map<String, Profile> known = new ConcurrentHashMap<>();
  private Profile own;

  /**
   * @param turns how turns are taken in a language
   */
  LanguageProfiles(
      ProfileLanguages languages, LanguageFiles files, Function<String, TurnSettings> turns) {
    this.languages = languages;
    this.files = files;
    this.turns = turns;
  }

  /** The profile in its own language, which knows the others from now on. */
  Profile own(Profile read) {
    own = worded(read, languages.own());
    known.put(languages.own(), own);
    return own;
  }

  /** The profile as it was read for another language that it speaks. */
  void add(String tag, Profile read) {
    known.put(tag, worded(read, tag));
  }

  private Profile worded(Profile read, String tag) {
    List<String> missing = languages.missing(tag);
    LanguagePack pack = files.pack(tag);
    return read.speaking(
        missing.stream().anyMatch(LanguageProfiles::ofAgent) ? pack.foreign() : pack,
        new Languages(languages.spoken(), languages.switches(), this::in),
        missing);
  }

  /** Whether an agent reads it. */
  private static boolean ofAgent(String key) {
    return key.startsWith("responder") || key.startsWith("bot.") || key.endsWith(".prompt");
  }

  private Optional<Profile> in(String tag) {
    Profile found = known.get(tag);
    if (found != null) {
      return Optional.of(found);
    }
    Profile made = made(tag);
    if (known.size() < MOST_KEPT) {
      known.putIfAbsent(tag, made);
      return Optional.of(known.get(tag));
    }
    return Optional.of(made);
  }

  private Profile made(String tag) {
    Optional<String> meant = own.languages().meant(tag);
    if (meant.isPresent()) {
      Profile near = known.get(meant.get());
      LanguagePack pack = files.pack(tag);
      return near.speaking(
          near.speech().told() ? pack.foreign() : pack, near.languages(), near.missing());
    }
    TurnSettings taking = turns(tag);
    return worded(own.with(taking, pipeline(tag, taking)), tag);
  }

  private TurnSettings turns(String tag) {
    TurnSettings there = turns.apply(tag);
    TurnSettings asked =
        there.answering(own.turns().endOfTurn().requests().asked().phrases());
    return own.turns().interruption().equals(Interruption.NONE) ? asked.uninterruptible() : asked;
  }

  /** What the profile says in its own language alone is said by the language's file. */
  private Profile.Pipeline pipeline(String tag, TurnSettings taking) {
    if (own.pipeline() instanceof Profile.Agent agent) {
      List<String> phrases = new ArrayList<>(agent.phrases());
      phrases.addAll(files.words(tag, "turn.backchannels"));
      phrases.addAll(files.words(tag, "turn.commands"));
      return agent.saying(
          said(tag, "apology").orElse(agent.apology()),
          said(tag, "goodbye").orElse(agent.goodbye()),
          filler(agent.filler(), tag),
          phrases,
          taking);
    }
    if (own.pipeline() instanceof Profile.Bot bot) {
      Optional<String> goodbye = files.text(tag, "goodbye");
      return new Profile.Bot(
          bot.speech(),
          bot.apology()
              .map(known -> new Profile.Apology(
                  files.text(tag, "apology").orElse(known.words()), known.voice())),
          bot.tools(),
          bot.goodbye()
              .map(known -> known.words().isEmpty()
                  ? known
                  : new Profile.Goodbye(goodbye.orElse(known.words()), known.voice())),
          bot.listener(),
          bot.agents(),
          bot.guardrails());
    }
    throw new AssertionError(own.pipeline());
  }

  private Optional<Prompt> said(String tag, String key) {
    return files.text(tag, key).map(Prompt.Say::new);
  }

  private Filler filler(Filler own, String tag) {
    boolean words = files.has(tag, "filler") && !own.words().isEmpty();
    return words ? new Filler(own.after(), files.words(tag, "filler"), own.most()) : own;
  }
}
