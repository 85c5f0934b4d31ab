import { createWords, type Town, type Words } from './words.ts'

const GIVEN =
  'Ada Alan Amara Anna Ben Carla Daniel Elena Emma Felix Grace Hannah Ivan James Julia Kofi Laura Leo Maria Maya Nina Noah Omar Paul Priya Ravi Rosa Sam Sofia Tom Victor Yuki'
const FAMILY =
  'Abbott Baker Bennett Carter Clarke Costa Diaz Ellis Fischer Foster Garcia Green Hughes Ivanov Jensen Khan Kim Lopez Martin Meyer Moreau Novak Okafor Parker Patel Rossi Sato Silva Turner Walker Weber Young'

export const ENGLISH: Words = createWords({
  given: GIVEN.split(' '),
  family: FAMILY.split(' '),
  givenAscii: GIVEN.toLowerCase().split(' '),
  familyAscii: FAMILY.toLowerCase().split(' '),
  fullName: (given, family) => `${given} ${family}`,
  towns: [
    town(
      'London',
      'Camden',
      'Greater London',
      'United Kingdom',
      'GB',
      'NW1 8AB',
      51.5392,
      -0.1426,
      'Europe/London',
    ),
    town(
      'Boston',
      'Back Bay',
      'Massachusetts',
      'United States',
      'US',
      '02116',
      42.3503,
      -71.081,
      'America/New_York',
    ),
    town(
      'Portland',
      'Pearl District',
      'Oregon',
      'United States',
      'US',
      '97209',
      45.5289,
      -122.682,
      'America/Los_Angeles',
    ),
    town(
      'Austin',
      'Hyde Park',
      'Texas',
      'United States',
      'US',
      '78751',
      30.3072,
      -97.7257,
      'America/Chicago',
    ),
    town(
      'Toronto',
      'Leslieville',
      'Ontario',
      'Canada',
      'CA',
      'M4M 1H3',
      43.6629,
      -79.3337,
      'America/Toronto',
    ),
    town('Dublin', 'Ranelagh', 'Leinster', 'Ireland', 'IE', 'D06 X2Y1', 53.3261, -6.2562, 'Europe/Dublin'),
    town('Berlin', 'Kreuzberg', 'Berlin', 'Germany', 'DE', '10999', 52.4987, 13.4184, 'Europe/Berlin'),
    town('Lisbon', 'Alfama', 'Lisboa', 'Portugal', 'PT', '1100-585', 38.7118, -9.1301, 'Europe/Lisbon'),
    town(
      'Copenhagen',
      'Vesterbro',
      'Hovedstaden',
      'Denmark',
      'DK',
      '1620',
      55.6712,
      12.5528,
      'Europe/Copenhagen',
    ),
    town(
      'Sydney',
      'Newtown',
      'New South Wales',
      'Australia',
      'AU',
      '2042',
      -33.8983,
      151.1745,
      'Australia/Sydney',
    ),
    town('Kyoto', 'Nakagyo', 'Kyoto', 'Japan', 'JP', '604-8571', 35.0116, 135.7681, 'Asia/Tokyo'),
    town(
      'Singapore',
      'Tiong Bahru',
      'Central',
      'Singapore',
      'SG',
      '168732',
      1.285,
      103.8321,
      'Asia/Singapore',
    ),
  ],
  streets:
    'Maple Street,Station Road,Park Avenue,Mill Lane,Harbour Street,King Street,Orchard Road,Church Lane'.split(
      ',',
    ),
  address: (street, number) => `${number} ${street}`,
  phones: ['+1 617 555 01##', '+1 503 555 01##', '+44 20 7946 0###', '+1 416 555 01##'],
  jobs: 'Product Designer,Software Engineer,Account Manager,Data Analyst,Nurse,Project Lead,Accountant,Teacher'.split(
    ',',
  ),
  companies:
    'Northwind Trading,Brightwater Ltd,Copper & Oak,Fernhill Foods,Bluebird Logistics,Harbour Analytics,Sunrise Clinics,Granite Works'.split(
      ',',
    ),
  departments: 'Sales,Finance,Engineering,Customer Support,Marketing,Operations,Research'.split(','),
  products:
    'Walnut Desk Lamp,Wool Travel Blanket,Ceramic Coffee Set,Trail Running Shoes,Noise-Cancelling Headphones,Linen Shirt,Steel Water Bottle,Folding Bicycle,Cast Iron Pan,Canvas Backpack'.split(
      ',',
    ),
  categories: 'Home & Kitchen,Outdoor,Electronics,Clothing,Books,Garden,Stationery'.split(','),
  titles: [
    'Quarterly planning notes',
    'New arrivals for autumn',
    'Release 2.4 is out',
    'How we redesigned the checkout',
    'Weekend opening hours',
    'Guide to the new dashboard',
    'Moving to the new office',
    'Five ideas for small kitchens',
    'Notes from the customer panel',
    'Upgrade of the payment page',
  ],
  sentences: [
    'Delivered within three working days, with free returns.',
    'The page keeps the last filter when the list is opened again.',
    'Asked for a quiet room on an upper floor.',
    'Works with all current browsers and on phones.',
    'Please call before delivery, the bell is out of order.',
    'A short summary of what changed since the last meeting.',
    'Made from recycled wool and washable at thirty degrees.',
    'Checked by the support team and ready to be closed.',
    'Covers the basics in ten minutes and links to the details.',
  ],
  labels:
    'Blue Harbour,Copper Meadow,Cedar Point,North Star,Silver Birch,Green Lantern,Riverside,Maple Court,Summit,Compass'.split(
      ',',
    ),
  words: 'harbour,maple,garden,signal,copper,meadow,lantern,river,summit,cedar,orbit,compass'.split(','),
  colors: 'teal,navy,olive,coral,ivory,slate,amber,plum'.split(','),
  currency: 'USD',
  language: 'en',
})

function town(
  city: string,
  district: string,
  region: string,
  country: string,
  countryCode: string,
  postcode: string,
  latitude: number,
  longitude: number,
  timeZone: string,
): Town {
  return { city, district, region, country, countryCode, postcode, latitude, longitude, timeZone }
}
