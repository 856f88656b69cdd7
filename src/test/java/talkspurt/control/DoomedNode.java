package talkspurt.control;

import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.TurnInput;
import talkspurt.control.CallReply.Done;

/** The main class of a process that holds calls until it is killed, and tells each acknowledgement. */
final class DoomedNode {

  static final int CALLS = 5;

  private DoomedNode() {}

  /** One argument: where the database is. */
  public static void main(String[] arguments) {
    Node node = Node.start(NodeConfig.h2File(Path.of(arguments[0])));
    List<UUID> calls = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      UUID id = UUID.randomUUID();
      calls.add(id);
      acknowledge(id, "registered", node.ask(id, new CallRequest.Register(PLAN)));
      acknowledge(id, "attached", node.attach(id, "A", node.live()));
      acknowledge(id, "greeted", node.report(id, "A", new Fact.SpeechPlayed(0, words("Hello."))));
      Fact said = new Fact.TurnTaken(1, new TurnInput.Words(words("Read me a novel")));
      acknowledge(id, "said", node.report(id, "A", said));
    }
    for (int segment = 1; ; segment++) {
      for (UUID id : calls) {
        String text = "Sentence " + segment + ".";
        CallReply reply = node.report(id, "A", new Fact.SegmentPlayed(1, words(text)));
        acknowledge(id, text, reply);
      }
    }
  }

  private static void acknowledge(UUID id, String what, CallReply reply) {
    if (!(reply instanceof Done)) {
      throw new AssertionError(reply);
    }
    System.out.println("ack " + id + " " + what);
    System.out.flush();
  }
}
