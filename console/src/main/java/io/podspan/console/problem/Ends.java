package io.podspan.console.problem;

/** Two nodes, in the direction of a ping. */
record Ends(NodeName from, NodeName to) {}
