package robotaxi.dispatch.api.adapter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Refuses a text with a NUL in it as unreadable (400): the database cannot keep it. */
@Singleton
class TextsWithoutNul implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("texts without NUL").addDeserializer(String.class, new Checked()));
    }

    private static final class Checked extends StringDeserializer {
        private static final long serialVersionUID = 1;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text.indexOf('\0') >= 0) {
                throw context.weirdStringException("a text", String.class, "a text must not hold a NUL");
            }
            return text;
        }
    }
}
