# docker build -t innovatie .
# docker run --rm --user "$(id -u)" -v "$PWD/reports:/reports" innovatie make report REPORTS=/reports
FROM python:3.12-slim
# Pango draws the letters of weasyprint.
RUN apt-get update \
    && apt-get install -y --no-install-recommends make libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd reader && install -d -o reader /innovatie
WORKDIR /innovatie
USER reader
COPY --chown=reader . .
RUN make .venv/made
CMD ["make", "report"]
