package talkspurt.control;

import java.util.function.BooleanSupplier;

/**
 * The node that houses durable halves.
 *
 * @param node its address in the cluster
 * @param mayWrite whether its calls may write to the journal now; asked before each word of theirs
 */
record House(String node, BooleanSupplier mayWrite) {}
