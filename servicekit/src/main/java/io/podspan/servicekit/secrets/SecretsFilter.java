package io.podspan.servicekit.secrets;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Lets every record pass, without secrets. */
@LoggingFilter(name = "podspan-secrets")
public final class SecretsFilter implements Filter {
  private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

  @Override
  public boolean isLoggable(LogRecord record) {
    String said = MESSAGE.formatMessage(record);
    if (said != null) {
      String clean = HiddenWords.hiddenIn(said);
      if (!clean.equals(said)) {
        say(record, clean);
      }
    }
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      record.setThrown(CleanThrowable.of(thrown));
    }
    return true;
  }

  private static void say(LogRecord record, String text) {
    if (record instanceof ExtLogRecord own) {
      own.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(text);
    }
    record.setParameters(new Object[0]);
  }
}
