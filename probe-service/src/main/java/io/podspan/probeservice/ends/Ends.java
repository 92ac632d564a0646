package io.podspan.probeservice.ends;

/** Port: what names of ends stand for now. Calls block, and end within 10 s. */
public interface Ends {
  Lookup find(EndName name);
}
