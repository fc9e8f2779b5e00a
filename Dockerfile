# The environment is built where pip is, and runs where it is not needed.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /app/.venv
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN /app/.venv/bin/pip install --no-cache-dir .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 rigwire
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
USER rigwire
CMD ["python", "-m", "bot"]
