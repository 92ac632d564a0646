package io.podspan.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The answers of preflight as JUnit's XML, which CI systems read: an interconnect is a test suite,
 * a finding is a test case. A block is a failure; a caution is one where it was asked for; what
 * could not be checked is skipped, or likewise a failure. Pure.
 *
 * @param strict whether cautions and what could not be checked are failures
 * @param name of the whole, and the beginning of the name of each suite
 */
public record JUnitReport(boolean strict, String name) {

  /** Of preflight. */
  public JUnitReport(boolean strict) {
    this(strict, "podspan preflight");
  }

  /** What XML 1.0 has no way to write, not even escaped. */
  private static final String UNWRITABLE =
      "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }

  /**
   * @param answers of the service, one for each interconnect
   */
  public String of(List<JsonNode> answers) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", name);
      counts(xml, answers.stream().flatMap(answer -> checks(answer).stream()).toList());
      for (JsonNode answer : answers) {
        suite(xml, answer);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory takes everything", e);
    }
    return text + "\n";
  }

  private static List<JsonNode> checks(JsonNode answer) {
    return StreamSupport.stream(answer.path("checks").spliterator(), false).toList();
  }

  private void suite(XMLStreamWriter xml, JsonNode answer) throws XMLStreamException {
    String suite = name + " " + text(answer, "name");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    counts(xml, checks(answer));
    for (JsonNode check : checks(answer)) {
      testCase(xml, suite, check);
    }
    xml.writeEndElement();
  }

  private void counts(XMLStreamWriter xml, List<JsonNode> checks) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(checks.size()));
    xml.writeAttribute("failures", count(checks, Result.FAILED));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", count(checks, Result.SKIPPED));
  }

  private String count(List<JsonNode> checks, Result result) {
    return Long.toString(checks.stream().filter(check -> result(check) == result).count());
  }

  private Result result(JsonNode check) {
    return switch (text(check, "outcome")) {
      case "pass" -> Result.PASSED;
      case "caution" -> strict ? Result.FAILED : Result.PASSED;
      case "unchecked" -> strict ? Result.FAILED : Result.SKIPPED;
      default -> Result.FAILED;
    };
  }

  private void testCase(XMLStreamWriter xml, String suite, JsonNode check)
      throws XMLStreamException {
    String where = text(check, "where");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite.replace(' ', '.'));
    xml.writeAttribute("name", text(check, "check") + (where.isEmpty() ? "" : " " + where));
    xml.writeAttribute("time", "0");
    switch (result(check)) {
      case FAILED -> {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", text(check, "evidence"));
        xml.writeAttribute("type", text(check, "code"));
        xml.writeCharacters(told(check));
        xml.writeEndElement();
      }
      case SKIPPED -> {
        xml.writeStartElement("skipped");
        xml.writeAttribute("message", text(check, "evidence"));
        xml.writeEndElement();
      }
      case PASSED -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(told(check));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static String told(JsonNode check) {
    String next = text(check, "whatToDo");
    return text(check, "outcome")
        + ": "
        + text(check, "evidence")
        + (next.isEmpty() ? "" : "\nwhat to do: " + next + "\nmore: " + text(check, "docs"));
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asText("").replaceAll(UNWRITABLE, "\uFFFD");
  }
}
