package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.ToolPart.Told;

/** Anything in any order, with a server that is honest and sloppy, and sessions that end. */
class RealtimeTalkWalkTest {

  private static final RealtimeSettings SETTINGS =
      RealtimeSettingsOf.settings(URI.create("ws://h/v1/realtime"), false, "ours");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsLostOrDoneTwice(long seed) {
    Random random = new Random(seed);
    int turns = 0;
    int tools = 0;
    for (int walk = 0; walk < 100; walk++) {
      Walk one = new Walk(random);
      one.go();
      turns += one.said;
      tools += one.wanted.size();
    }
    assertThat(turns).isGreaterThan(300);
    assertThat(tools).isGreaterThan(50);
  }

  private static final class Walk {
    private final Random random;
    private final RealtimeTalk talk =
        new RealtimeTalk(SETTINGS, new Request("call-1", "en", Map.of()), ms -> {});
    private Server server;
    private final Deque<ClientEvent> toServer = new ArrayDeque<>();
    private final Deque<String> marks = new ArrayDeque<>();
    private final Deque<String> running = new ArrayDeque<>();
    private final Set<String> wanted = new HashSet<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Set<String> took = new HashSet<>();
    private boolean connected;
    private String reply = "";
    private int replies;
    private int said;
    private int ids;
    private long now = 1000;

    Walk(Random random) {
      this.random = random;
      this.server = new Server();
    }

    void go() {
      for (int step = 0; step < 200; step++) {
        now += 20;
        something();
        settle();
      }
      for (int step = 0; step < 3000 && !over(); step++) {
        now += 20;
        quietly();
        settle();
      }
      assertThat(reply).as("each reply ends").isEmpty();
      assertThat(taken).as("each turn is taken").hasSize(said);
      assertThat(server.active).as("each response ends").isEmpty();
      talk.told(new Input.CallerTurn(Step.SILENT), now);
      assertThat(talk.takeEvents()).as("all is quiet").hasSize(1);
    }

    private void something() {
      switch (random.nextInt(24)) {
        case 0 -> {
          said++;
          talk.told(new Input.CallerTurn(Step.BEGINS), now);
          talk.told(new Input.Audio(0, sound(said)), now);
          talk.told(new Input.CallerTurn(Step.COMPLETE), now);
        }
        case 1 -> {
          if (random.nextInt(3) == 0 && replies > 0) {
            talk.told(new Input.Interrupted(random.nextInt(900), "", "reply-" + replies), now);
          }
        }
        case 2 -> {
          if (random.nextInt(8) == 0) {
            breakOff();
          }
        }
        default -> quietly();
      }
    }

    /** What goes on while the caller keeps silent. */
    private void quietly() {
      if (!connected) {
        server = new Server();
        talk.connected(now);
        connected = true;
      }
      for (int message = random.nextInt(4); message > 0 && !toServer.isEmpty(); message--) {
        server.hears(toServer.remove());
      }
      for (int message = random.nextInt(3); message > 0 && !server.toTell.isEmpty(); message--) {
        talk.hear(server.toTell.remove(), now);
        settle();
      }
      switch (random.nextInt(3)) {
        case 0 -> server.goesOn();
        case 1 -> {
          if (!running.isEmpty()) {
            talk.told(
                new Input.ToolReturned(
                    running.remove(), "1", random.nextInt(4) == 0 ? "at-the-end" : "returned"),
                now);
          } else if (!marks.isEmpty()) {
            talk.told(new Input.MarkReached(marks.remove()), now);
          }
        }
        default -> talk.tick(now);
      }
    }

    private void breakOff() {
      talk.disconnected();
      connected = false;
      toServer.clear();
      assertThat(talk.takeEvents()).isEmpty();
    }

    private boolean over() {
      boolean silent = toServer.isEmpty() && server.toTell.isEmpty() && server.active.isEmpty();
      boolean told = running.isEmpty() && marks.isEmpty() && reply.isEmpty();
      return connected
          && silent
          && told
          && taken.size() == said
          && server.late.isEmpty()
          && now - server.toldAt > 4000;
    }

    private void settle() {
      List<ClientEvent> events = talk.takeEvents();
      assertThat(connected || events.isEmpty())
          .as("nothing goes without a session")
          .isTrue();
      toServer.addAll(events);
      talk.takeOutputs().forEach(this::told);
      talk.takeBroken().ifPresent(why -> breakOff());
    }

    private void told(Output output) {
      if (output instanceof Output.ReplyBegins begins) {
        assertThat(reply).as("one reply at a time").isEmpty();
        replies++;
        assertThat(begins.reply()).isEqualTo("reply-" + replies);
        reply = begins.reply();
      } else if (output instanceof Output.ReplyEnds) {
        assertThat(reply).as("what ends has begun").isNotEmpty();
        reply = "";
      } else if (output instanceof Output.Mark mark) {
        assertThat(mark.name()).isEqualTo(reply);
        marks.add(mark.name());
      } else if (output instanceof Output.Audio || output instanceof Output.Words) {
        assertThat(reply).as("what is said is in a reply").isNotEmpty();
      } else if (output instanceof Output.ToolCall call) {
        assertThat(wanted.add(call.call())).as("a tool runs once").isTrue();
        running.add(call.call());
      } else if (output instanceof Output.CallerTook item) {
        assertThat(took.add(item.item())).as("a turn is told once").isTrue();
      }
    }

    private static AudioFrame sound(int mark) {
      short[] samples = new short[2400];
      samples[0] = (short) mark;
      return new AudioFrame(24_000, samples);
    }

    /** One session of a server. */
    private final class Server {
      private final Deque<ServerEvent> toTell = new ArrayDeque<>();
      private final Deque<ServerEvent> script = new ArrayDeque<>();
      private final Deque<ServerEvent> late = new ArrayDeque<>();
      private final List<Integer> buffer = new ArrayList<>();
      private final Set<Integer> committed = new HashSet<>();
      private final Map<String, Boolean> calls = new HashMap<>();
      private String active = "";
      private long toldAt = now;

      private void tell(ServerEvent event) {
        toldAt = now;
        toTell.add(event);
      }

      void hears(ClientEvent event) {
        toldAt = now;
        if (event instanceof ClientEvent.UpdateSession) {
          tell(new ServerEvent.SessionUpdated());
        } else if (event instanceof ClientEvent.Append append) {
          buffer.add((int) append.samples()[0]);
        } else if (event instanceof ClientEvent.ClearInput) {
          buffer.clear();
        } else if (event instanceof ClientEvent.Commit) {
          commit();
        } else if (event instanceof ClientEvent.Respond respond) {
          respond(respond);
        } else if (event instanceof ClientEvent.Cancel cancel) {
          cancel(cancel);
        } else if (event instanceof ClientEvent.ToolWish wish) {
          calls.put(wish.call(), false);
        } else if (event instanceof ClientEvent.ToolOutput output) {
          assertThat(calls.put(output.call(), true))
              .as("one output for each call")
              .isFalse();
        } else if (event instanceof ClientEvent.Truncate) {
          tell(
              random.nextInt(4) == 0
                  ? new ServerEvent.Fault("invalid_value", "")
                  : new ServerEvent.Other("conversation.item.truncated"));
        }
      }

      private void commit() {
        assertThat(buffer).as("no commit is empty").isNotEmpty();
        for (int turn : buffer) {
          assertThat(committed.add(turn)).as("turn %d is committed once", turn).isTrue();
        }
        taken.addAll(buffer);
        buffer.clear();
        ids++;
        tell(new ServerEvent.Committed("i" + ids));
        if (random.nextBoolean()) {
          tell(new ServerEvent.CallerWords("i" + ids, random.nextBoolean() ? "words" : ""));
        }
      }

      private void respond(ClientEvent.Respond respond) {
        assertThat(active).as("never two responses at once").isEmpty();
        if (random.nextInt(10) == 0) {
          tell(new ServerEvent.Fault("x", random.nextBoolean() ? respond.id() : ""));
          return;
        }
        ids++;
        active = "r" + ids;
        String told = random.nextInt(8) == 0 ? "" : active;
        if (told.isEmpty() || random.nextInt(4) > 0) {
          script.add(new ServerEvent.ResponseCreated(told));
        }
        boolean mute = random.nextInt(8) == 0;
        for (int piece = random.nextInt(4); piece > 0 && !mute; piece--) {
          speak(told, piece, script);
        }
        if (random.nextInt(3) == 0) {
          call(told);
        }
        script.add(new ServerEvent.ResponseDone(told, status(), "x"));
        if (!told.isEmpty() && random.nextInt(4) == 0) {
          speak(told, 9, late);
        }
      }

      private Status status() {
        return random.nextInt(6) > 0 ? Status.COMPLETED : Status.values()[random.nextInt(4)];
      }

      private void speak(String response, int piece, Deque<ServerEvent> into) {
        into.add(new ServerEvent.Words(response, "item-" + active, "word " + piece + " "));
        into.add(new ServerEvent.Audio(response, "item-" + active, new byte[4800]));
      }

      private void call(String response) {
        String id = "c" + ids;
        ToolPart whole = new ToolPart("t" + id, id, "f", "{\"x\":1}", Told.WHOLE);
        script.add(new ServerEvent.ToolTold(response, whole));
        if (random.nextBoolean()) {
          script.add(new ServerEvent.ToolTold(response, whole));
        }
      }

      private void cancel(ClientEvent.Cancel cancel) {
        boolean runs = !active.isEmpty()
            && (cancel.response().isEmpty() || cancel.response().equals(active));
        if (runs) {
          ServerEvent.ResponseDone done = (ServerEvent.ResponseDone) script.peekLast();
          boolean begun = !(script.peekFirst() instanceof ServerEvent.ResponseCreated);
          script.clear();
          late.clear();
          if (begun) {
            script.add(new ServerEvent.ResponseDone(done.response(), Status.CANCELLED, ""));
          } else {
            script.add(new ServerEvent.ResponseCreated(done.response()));
            script.add(new ServerEvent.ResponseDone(done.response(), Status.CANCELLED, ""));
          }
        } else {
          tell(new ServerEvent.Fault("response_cancel_not_active", ""));
        }
      }

      /** The model writes. */
      void goesOn() {
        if (script.isEmpty()) {
          if (!late.isEmpty()) {
            tell(late.remove());
          }
          return;
        }
        ServerEvent next = script.remove();
        if (next instanceof ServerEvent.ToolTold told) {
          calls.putIfAbsent(told.part().call(), false);
        }
        tell(next);
        if (next instanceof ServerEvent.ResponseDone) {
          active = "";
        }
      }
    }
  }
}
