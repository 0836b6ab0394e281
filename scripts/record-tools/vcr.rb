# Ruby VCR, of Debian (apt install ruby-vcr ruby-webmock): a cassette in YAML, and the same in JSON.
require 'json'
require 'net/http'
require 'uri'
require 'vcr'

VCR.configure do |config|
  config.hook_into :webmock
  config.cassette_library_dir = 'out'
end

json = Object.new
def json.file_extension = 'json'
def json.serialize(hash) = JSON.pretty_generate(hash)
def json.deserialize(text) = JSON.parse(text)
VCR.configure { |config| config.cassette_serializers[:plain_json] = json }

calls = JSON.parse(File.read('calls.json'))
[:yaml, :plain_json].each do |serializer|
  # Packed bodies are no text: in JSON they can only be kept in base64.
  exact = serializer == :plain_json
  VCR.use_cassette('vcr-ruby', serialize_with: serializer, preserve_exact_body_bytes: exact, record: :all) do
    calls.each do |call|
      uri = URI(call['url'])
      request = Net::HTTPGenericRequest.new(call['method'], !call['text'].nil?, true, uri)
      call['headers'].each { |name, value| request[name] = value }
      request.body = call['text'] if call['text']
      Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
    end
  end
end
