package talkspurt.provider.openaitranscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Usage;
import talkspurt.provider.stt.SttTalk;
import talkspurt.websocket.SocketMessage;

/**
 * One transcription session. Each utterance is committed as one item; items come about in the order
 * of the utterances, some with words before they are committed.
 */
final class SessionTalk implements SttTalk {

  /** Less than 100 ms cannot be committed. */
  private static final int LEAST_SAMPLES = SessionCodec.RATE_HZ / 10;

  private static final int MAX_ITEMS = 16;

  /** An utterance as the session has it. */
  private static final class Item {
    private final long utterance;
    private String name = "";
    private String words = "";
    private long samples;
    private int padding;

    private Item(long utterance) {
      this.utterance = utterance;
    }
  }

  private final String session;
  private final List<Item> items = new ArrayList<>();
  private long sent;

  SessionTalk(String session) {
    this.session = session;
  }

  @Override
  public List<SocketMessage> opening() {
    return List.of(new SocketMessage.Text(session));
  }

  @Override
  public SocketMessage audio(long utterance, short[] sound) {
    item(utterance).samples += sound.length;
    sent += sound.length;
    return new SocketMessage.Text(SessionCodec.append(sound));
  }

  @Override
  public List<SocketMessage> end(long utterance) {
    SocketMessage commit = new SocketMessage.Text(SessionCodec.COMMIT);
    Item item = item(utterance);
    int missing = (int) (LEAST_SAMPLES - item.samples);
    if (missing <= 0) {
      return List.of(commit);
    }
    item.padding = missing;
    sent += missing;
    return List.of(new SocketMessage.Text(SessionCodec.append(new short[missing])), commit);
  }

  @Override
  public long sent() {
    return sent;
  }

  /** Sessions are kept without a word, for an hour at most. */
  @Override
  public Optional<SocketMessage> keepAlive() {
    return Optional.empty();
  }

  @Override
  public boolean answersEachEnd() {
    return true;
  }

  @Override
  public List<Told> hear(SocketMessage message) {
    SessionEvent event = message instanceof SocketMessage.Text text
        ? SessionCodec.decode(text.text())
        : new SessionEvent.Unreadable();
    if (event instanceof SessionEvent.Delta delta) {
      return item(delta.item()).map(item -> grown(item, delta.words())).orElse(List.of());
    } else if (event instanceof SessionEvent.Completed completed) {
      return item(completed.item()).map(item -> done(item, completed)).orElse(List.of());
    } else if (event instanceof SessionEvent.Committed committed) {
      return item(committed.item()).map(item -> List.<Told>of()).orElse(List.of());
    } else if (event instanceof SessionEvent.Failed) {
      return broken(Kind.REJECTED_REQUEST, "it could not transcribe");
    } else if (event instanceof SessionEvent.Fault fault) {
      return fault(fault.code());
    } else if (event instanceof SessionEvent.Unreadable) {
      return broken(Kind.BROKE_PROTOCOL, "an unparseable message");
    } else if (event instanceof SessionEvent.Other) {
      return List.of();
    }
    throw new AssertionError(event);
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    return failure(Kind.UNREACHABLE, "closed with " + code);
  }

  private Item item(long utterance) {
    if (items.isEmpty() || items.get(items.size() - 1).utterance != utterance) {
      items.add(new Item(utterance));
      if (items.size() > MAX_ITEMS) {
        items.remove(0);
      }
    }
    return items.get(items.size() - 1);
  }

  /** The item of this name, which is that of the oldest utterance without one if it is new. */
  private Optional<Item> item(String name) {
    return first(item -> item.name.equals(name)).or(() -> {
      Optional<Item> nameless = first(item -> item.name.isEmpty());
      nameless.ifPresent(item -> item.name = name);
      return nameless;
    });
  }

  private Optional<Item> first(Predicate<Item> which) {
    return items.stream().filter(which).findFirst();
  }

  private static List<Told> grown(Item item, String more) {
    item.words += more;
    return List.of(new Told.Words(item.utterance, item.words.strip()));
  }

  private static List<Told> done(Item item, SessionEvent.Completed completed) {
    List<Told> told = new ArrayList<>();
    completed
        .usage()
        .soundMs()
        .ifPresent(ms -> told.add(new Told.TookSound(ms, item.samples + item.padding)));
    if (!completed.usage().tokens().equals(Usage.NONE)) {
      told.add(new Told.TookTokens(completed.usage().tokens()));
    }
    told.add(new Told.Settled(item.utterance, completed.words(), item.samples));
    told.add(new Told.Done(item.utterance));
    return told;
  }

  /** Codes that say what is wrong with us; the rest is not worth asking again for. */
  private static List<Told> fault(String code) {
    return switch (code) {
      case "invalid_api_key" -> broken(Kind.REJECTED_CREDENTIALS, code);
      case "session_expired" -> broken(Kind.UNREACHABLE, code);
      case "rate_limit_exceeded", "insufficient_quota", "server_error" ->
        broken(Kind.OVERLOADED, code);
      default -> broken(Kind.REJECTED_REQUEST, "an error event");
    };
  }

  private static List<Told> broken(Kind kind, String detail) {
    return List.of(new Told.Broken(failure(kind, detail)));
  }

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, OpenAiTranscriber.NAME, detail);
  }
}
