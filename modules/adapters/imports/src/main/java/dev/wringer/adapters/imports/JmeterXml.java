package dev.wringer.adapters.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A JTL file in XML. A sample that holds others, such as a page with its images, counts as one; only a transaction is the sum
 * of what it holds. A file that ends before its last tag, since JMeter was killed, counts as far as it goes.
 */
record JmeterXml(Path file, Names names) implements SampleSource {
    /** A sample whose end tag has not been read. */
    private static final class Open {
        private final JmeterSample attributes;
        private String url = "";

        Open(JmeterSample attributes) {
            this.attributes = attributes;
        }
    }

    /** Stays open after the parser is done with it, to see whether there is more. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Its owner closes it.
        }
    }

    @Override
    public void read(Consumer<Sample> requests, BadLines bad) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Lines.open(file)) {
            long line = 1;
            try {
                XMLStreamReader xml = factory.createXMLStreamReader(new Unclosed(in));
                Deque<Open> open = new ArrayDeque<>();
                while (xml.hasNext()) {
                    line = xml.getLocation().getLineNumber();
                    step(xml, open, requests, bad);
                }
            } catch (XMLStreamException e) {
                bad.bad(line, "not XML from here on");
                if (in.read() >= 0) {
                    throw new ImportException("jmeter: " + file + " is not XML after line " + line);
                }
            }
        }
    }

    private void step(XMLStreamReader xml, Deque<Open> open, Consumer<Sample> requests, BadLines bad)
            throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
            if (isSample(xml.getLocalName())) {
                open.push(new Open(attributes(xml)));
            } else if (xml.getLocalName().equals("java.net.URL") && !open.isEmpty()) {
                open.peek().url = xml.getElementText();
            }
        } else if (event == XMLStreamConstants.END_ELEMENT && isSample(xml.getLocalName()) && !open.isEmpty()) {
            Open ended = open.pop();
            if (open.stream().allMatch(around -> around.attributes.isTransaction())) {
                take(ended, xml.getLocation().getLineNumber(), requests, bad);
            }
        }
    }

    private void take(Open ended, long line, Consumer<Sample> requests, BadLines bad) {
        JmeterSample told = ended.attributes;
        try {
            new JmeterSample(
                            told.timeStamp(),
                            told.elapsed(),
                            told.label(),
                            told.code(),
                            told.message(),
                            told.success(),
                            ended.url)
                    .sample(names)
                    .ifPresent(requests);
            bad.good();
        } catch (BadLine wrong) {
            bad.bad(line, wrong.getMessage());
        }
    }

    private static boolean isSample(String element) {
        return element.equals("httpSample") || element.equals("sample");
    }

    private static JmeterSample attributes(XMLStreamReader xml) {
        return new JmeterSample(
                attribute(xml, "ts"),
                attribute(xml, "t"),
                attribute(xml, "lb"),
                attribute(xml, "rc"),
                attribute(xml, "rm"),
                attribute(xml, "s"),
                "");
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
